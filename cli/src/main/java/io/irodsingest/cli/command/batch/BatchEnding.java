package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.RowView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.Ending;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.output.Progress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Commands that stay until a batch has ended, and say how. */
final class BatchEnding {
    private BatchEnding() {}

    /** @return the exit code: 0 only when every row succeeded */
    static int await(BatchClient client, BatchView batch, Progress progress, CommandLine command) throws AwayException {
        String name = batch.jobName();
        Ending.watched(client.client(), batch.id(), "batch " + name
                + " goes on without being watched; irods-ingest batch watch " + name
                + " shows it again, irods-ingest batch abort " + name + " ends it", progress, command);
        return tell(client, client.batch(batch.id()), command);
    }

    /** @return the exit code: 0 only when every row succeeded */
    private static int tell(BatchClient client, BatchView ended, CommandLine command) throws AwayException {
        List<String> lines = new ArrayList<>(List.of(BatchTexts.line(ended)));
        List<RowView> failed = ended.rows().failed() == 0
                ? List.of()
                : client.failed(ended.id(), BatchTexts.FAILURES_NAMED);
        lines.addAll(BatchTexts.failed(ended, failed));
        lines.forEach(ClientLog.LOG::info);
        lines.forEach(command.getOut()::println);
        return ended.status().equals("success") ? ExitCodes.OK : ExitCodes.FAILURE;
    }
}

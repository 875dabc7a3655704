package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.output.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "retry", description = "Works again on the rows of a batch that failed.")
final class RetryBatchCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Option(names = "--wait", description = "Show progress until the batch has ended; exit code 0 only if every row succeeded")
    private boolean wait;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        BatchView begun = client.order(batch.nameOrId(), "retry");
        if (wait) {
            return BatchEnding.await(client, begun, Progress.to(command().getErr()), command());
        }
        print(BatchTexts.line(begun));
        return ExitCodes.OK;
    }
}

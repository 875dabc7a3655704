package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "append", description = "Adds rows to a batch that is held.")
final class AppendCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Parameters(index = "1", paramLabel = "FILE", description = "Rows, as of batch submit; - for the standard input")
    private String file;

    @Mixin
    private RowsOptions rows;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        BatchView after = client.append(batch.nameOrId(), rows.of(file));
        print(BatchTexts.line(after));
        return ExitCodes.OK;
    }
}

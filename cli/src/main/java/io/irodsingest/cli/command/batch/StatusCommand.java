package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "Shows how a batch is; it may be asked often.")
final class StatusCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        BatchView view = client.batch(batch.nameOrId());
        print(json ? client.client().written(view) : BatchTexts.line(view));
        return ExitCodes.OK;
    }
}

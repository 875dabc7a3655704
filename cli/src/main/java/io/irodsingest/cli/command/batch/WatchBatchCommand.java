package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.output.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "watch", description = {"Shows the progress of a batch until it has ended, and then how it ended.",
        "Ctrl-C ends the watching, not the batch."})
final class WatchBatchCommand extends BatchConversation {
    @Mixin
    private BatchParameter batch;

    @Override
    protected int hold(BatchClient client) throws AwayException {
        return BatchEnding.await(client, client.batch(batch.nameOrId()), Progress.to(command().getErr()), command());
    }
}

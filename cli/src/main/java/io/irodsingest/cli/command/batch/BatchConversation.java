package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.Conversation;
import picocli.CommandLine.ParentCommand;

/** A command about batches. */
abstract class BatchConversation extends Conversation<BatchClient> {
    @ParentCommand
    private BatchCommand parent;

    @Override
    protected final BatchClient client() {
        return parent.client();
    }
}

package io.irodsingest.cli.command.schedule;

import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.command.Conversation;
import picocli.CommandLine.ParentCommand;

/** A command about schedules. */
abstract class ScheduleConversation extends Conversation<ScheduleClient> {
    @ParentCommand
    private ScheduleCommand parent;

    @Override
    protected final ScheduleClient client() {
        return parent.client();
    }
}

package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Parameters;

/** Gives one schedule an order that is carried out at once, and tells the state that the schedule is in then. */
abstract class ScheduleOrder extends ScheduleConversation {
    @Parameters(paramLabel = "NAME", description = "Its name or id")
    private String name;

    abstract ScheduleView give(ScheduleClient client, String nameOrId) throws AwayException;

    /** What the user is told behind the state; empty for nothing. */
    String rest(ScheduleView after) {
        return "";
    }

    @Override
    protected final int hold(ScheduleClient client) throws AwayException {
        ScheduleView after = give(client, name);
        print(ScheduleTexts.state(after) + rest(after));
        return ExitCodes.OK;
    }
}

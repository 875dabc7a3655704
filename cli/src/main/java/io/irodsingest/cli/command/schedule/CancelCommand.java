package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;

@Command(name = "cancel", description = "Ends a schedule for good; runs that are going come to their ends.")
final class CancelCommand extends ScheduleOrder {
    @Override
    ScheduleView give(ScheduleClient client, String nameOrId) throws AwayException {
        return client.cancel(nameOrId);
    }
}

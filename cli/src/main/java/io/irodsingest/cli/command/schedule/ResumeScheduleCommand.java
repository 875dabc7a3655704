package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lets a schedule go on that was paused.")
final class ResumeScheduleCommand extends ScheduleOrder {
    @Override
    ScheduleView give(ScheduleClient client, String nameOrId) throws AwayException {
        return client.resume(nameOrId);
    }
}

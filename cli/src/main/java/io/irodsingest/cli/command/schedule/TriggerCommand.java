package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "trigger", description = "Starts a run of a schedule now, besides its plan.")
final class TriggerCommand extends StartedRuns {
    @Parameters(paramLabel = "NAME", description = "Its name or id")
    private String name;

    @Override
    DueRuns start(ScheduleClient client) throws AwayException {
        return client.trigger(name);
    }
}

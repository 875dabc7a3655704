package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;

@Command(name = "run-due", description = {"Starts once, for all schedules, what is due at this moment, and leaves.",
        "An orchestrator does this by itself all the time."})
final class RunDueCommand extends StartedRuns {
    @Override
    DueRuns start(ScheduleClient client) throws AwayException {
        return client.runDue();
    }
}

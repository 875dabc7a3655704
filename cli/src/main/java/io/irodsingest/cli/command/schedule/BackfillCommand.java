package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "backfill", sortOptions = false, description = "Starts the runs of planned times that are past, one after the other unless runs may overlap.")
final class BackfillCommand extends StartedRuns {
    @Parameters(paramLabel = "NAME", description = "Its name or id")
    private String name;

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "No earlier planned time, like 2026-12-01T02:00:00Z")
    private String from;

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "No later planned time")
    private String to;

    @Override
    DueRuns start(ScheduleClient client) throws AwayException {
        return client.backfill(name, from, to);
    }
}

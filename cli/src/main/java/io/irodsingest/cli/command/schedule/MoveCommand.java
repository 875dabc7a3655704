package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "move", description = "Has the next run of a schedule start at another time; the runs after it stay where they are.")
final class MoveCommand extends ScheduleOrder {
    @Option(names = "--to", required = true, paramLabel = "TIME", description = "Like 2026-12-01T02:00:00Z")
    private String to;

    @Override
    ScheduleView give(ScheduleClient client, String nameOrId) throws AwayException {
        return client.move(nameOrId, to);
    }
}

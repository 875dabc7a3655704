package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "pause", description = {"Lets a schedule start nothing more; runs that are going come to their ends.",
        "irods-ingest schedule resume lets it go on."})
final class PauseScheduleCommand extends ScheduleOrder {
    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for those who look at the schedule")
    private Optional<String> note = Optional.empty();

    @Override
    ScheduleView give(ScheduleClient client, String nameOrId) throws AwayException {
        return client.pause(nameOrId, note);
    }

    @Override
    String rest(ScheduleView after) {
        return "; irods-ingest schedule resume " + after.name() + " lets it go on";
    }
}

package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import picocli.CommandLine.Command;

@Command(name = "pause", description = {
        "Holds a job: no task of it is begun any more, what is running comes to its end.",
        "irods-ingest resume lets it go on."})
final class PauseCommand extends OrderCommand {
    @Override
    JobView give(AdminClient client, String nameOrId) throws AwayException {
        return client.pause(nameOrId);
    }

    @Override
    String rest(JobView after) {
        return "; irods-ingest resume " + after.jobName() + " lets it go on";
    }
}

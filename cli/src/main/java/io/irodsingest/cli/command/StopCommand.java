package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "Ends a job before it is done. What was brought in stays.")
final class StopCommand extends OrderCommand {
    @Override
    JobView give(AdminClient client, String nameOrId) throws AwayException {
        return client.stop(nameOrId);
    }

    @Override
    String rest(JobView after) {
        return after.ended() ? "" : ": its running tasks are being interrupted";
    }
}

package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lets a job go on that was paused.")
final class ResumeCommand extends OrderCommand {
    @Override
    JobView give(AdminClient client, String nameOrId) throws AwayException {
        return client.resume(nameOrId);
    }

    @Override
    String rest(JobView after) {
        return "";
    }
}

package io.irodsingest.cli.command;

import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AwayException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether a command stays until the job has ended. */
final class WaitingOptions {
    @Option(names = "--synchronous", description = "Wait until the job has ended; exit code 0 only if nothing failed")
    private boolean synchronous;

    @Option(names = "--progress", description = "Show progress until the job has ended, as --synchronous does")
    private boolean progress;

    boolean wanted() {
        return synchronous || progress;
    }

    /** @return the job as it ended */
    JobView await(AdminClient client, JobView job, CommandLine command) throws AwayException {
        return Ending.watched(client, job, progress ? Progress.to(command.getErr()) : Progress.NONE, command);
    }
}

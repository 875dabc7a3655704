package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.Upload;
import io.irodsingest.cli.log.ClientLog;
import picocli.CommandLine.Option;

/** A list of what is taken of the source. */
final class PathListOptions {
    @Option(names = "--from-list", paramLabel = "FILE", description = "Scan nothing, and take the paths that a file lists, or - for the standard input: a line for each path below SOURCE, absolute or relative to SOURCE. A directory in it becomes a collection; what is in it comes in as far as it is listed")
    private String file;

    @Option(names = {"-0",
            "--null"}, description = "NULs are between the paths of --from-list, as find -print0 writes them, and no line feeds")
    private boolean nul;

    void into(JobRequestBuilder request) {
        if (nul && file == null) {
            throw CommandException.wrongUse("--null says what is between the paths of --from-list: give that too");
        }
        request.fromList(file == null ? null : true);
    }

    boolean given() {
        return file != null;
    }

    /** Starts a job, and sends it its list, if there is one. A job whose list is not taken is stopped: it is as if it had not been started. */
    JobView start(AdminClient client, JobRequest request) throws AwayException {
        if (file == null) {
            return client.start(request);
        }
        Upload list = Upload.of(file, "application/octet-stream");
        JobView job = client.start(request);
        boolean taken = false;
        try {
            JobView begun = client.sendList(job.id(), list, nul);
            taken = true;
            return begun;
        } finally {
            if (!taken) {
                giveUp(client, job);
            }
        }
    }

    private static void giveUp(AdminClient client, JobView job) {
        try {
            client.stop(job.id());
        } catch (AwayException | CommandException unreachable) {
            ClientLog.LOG.warning(() -> "job " + job.jobName() + " waits for its list, and is not stopped: "
                    + unreachable.getMessage());
        }
    }
}

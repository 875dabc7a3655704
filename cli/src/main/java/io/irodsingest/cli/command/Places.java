package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.Sources;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.Upload;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.S3Request;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a job takes from and brings to, and which paths, if it does not take all. */
final class Places {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A directory that the workers see; a file: URI for a name that is not text; s3://BUCKET/PREFIX for a bucket")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "A collection, like /tempZone/home/rods/data")
    private String target;

    @Option(names = "--from-list", paramLabel = "FILE", description = "Scan nothing, and take the paths that a file lists, or - for the standard input: a line for each path below SOURCE, absolute or relative to SOURCE. A directory in it becomes a collection; what is in it comes in as far as it is listed")
    private String list;

    @Option(names = {"-0",
            "--null"}, description = "NULs are between the paths of --from-list, as find -print0 writes them, and no line feeds")
    private boolean nul;

    JobRequestBuilder request(BucketOptions bucket) {
        if (nul && list == null) {
            throw CommandException.wrongUse("--null says what is between the paths of --from-list: give that too");
        }
        Optional<S3Request> s3 = bucket.request(source);
        JobRequestBuilder request = s3.isPresent()
                ? JobRequest.of(BucketOptions.bucketPath(source), target).s3(s3.get())
                : JobRequest.of(Sources.absolute(source), target);
        return request.fromList(list == null ? null : true);
    }

    /** Whether the job takes the paths of a list. */
    boolean byList() {
        return list != null;
    }

    /** Starts a job, and sends it its list, if there is one. A job whose list is not taken is stopped: it is as if it had not been started. */
    JobView start(AdminClient client, JobRequest request) throws AwayException {
        if (list == null) {
            return client.start(request);
        }
        Upload paths = Upload.of(list, "application/octet-stream");
        JobView job = client.start(request);
        boolean taken = false;
        try {
            JobView begun = client.sendList(job.id(), paths, nul);
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

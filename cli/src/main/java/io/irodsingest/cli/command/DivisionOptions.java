package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequestBuilder;
import picocli.CommandLine.Option;

/** How the work is divided among workers, and what they write about it. */
final class DivisionOptions {
    @Option(names = "--files-per-task", paramLabel = "N", converter = Numbers.Positive.class, description = "Most files in a task, 10000 at most. Default: 50")
    private Integer filesPerTask;

    @Option(names = "--restart-queue", paramLabel = "QUEUE", description = "The queue of the job's begin; workers must take tasks from it. Default: restart")
    private String restartQueue;

    @Option(names = "--path-queue", paramLabel = "QUEUE", description = "The queue of its scans. Default: path")
    private String pathQueue;

    @Option(names = "--file-queue", paramLabel = "QUEUE", description = "The queue of the work on files. Default: file")
    private String fileQueue;

    @Option(names = "--irods-idle-disconnect-seconds", paramLabel = "SECONDS", converter = Numbers.Positive.class, description = "The workers close connections to iRODS that were idle for so long. Default: 60")
    private Integer idleDisconnect;

    @Option(names = {"--profile", "--profile-filename"}, paramLabel = "NAME", description = {
            "Each worker appends a line of JSON for begin and end of each task to a file of this name in the directory "
                    + "that its IRODS_INGEST_PROFILE_DIR names; irods-ingest profile FILE draws it"})
    private String profile;

    void into(JobRequestBuilder request) {
        request.filesPerTask(filesPerTask).restartQueue(restartQueue).pathQueue(pathQueue).fileQueue(fileQueue)
                .irodsIdleDisconnectSeconds(idleDisconnect)
                .profile(profile);
    }
}

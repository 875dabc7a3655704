package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequestBuilder;
import picocli.CommandLine.Option;

/** How much of the cluster a job may take. */
final class LimitOptions {
    @Option(names = "--max-parallel-tasks", paramLabel = "N", converter = Numbers.Positive.class, description = "Most tasks that are handed out at a time")
    private Integer parallelTasks;

    @Option(names = "--max-bytes-per-second", paramLabel = "BYTES", converter = Numbers.Size.class, description = "Most bytes that all workers together upload in a second; like 500K, 20M or 1G")
    private Long bytesPerSecond;

    @Option(names = "--max-requests-per-second", paramLabel = "N", converter = Numbers.Positive.class, description = "Most requests to iRODS that all workers together send in a second")
    private Integer requestsPerSecond;

    void into(JobRequestBuilder request) {
        request.maxParallelTasks(parallelTasks).maxBytesPerSecond(bytesPerSecond)
                .maxRequestsPerSecond(requestsPerSecond);
    }
}

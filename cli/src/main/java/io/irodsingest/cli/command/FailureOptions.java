package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequestBuilder;
import picocli.CommandLine.Option;

/** What happens when an entry fails, or a task takes too long. */
final class FailureOptions {
    @Option(names = "--max-retries", paramLabel = "N", converter = Numbers.NotNegative.class, description = "How often an entry that failed is tried again. Default: 0")
    private Integer maxRetries;

    @Option(names = "--retry-delay", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "The pause before each new try. Default: 0")
    private Double retryDelay;

    @Option(names = "--timeout", paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "A task that takes longer is interrupted, and has failed. Default: 3600")
    private Double timeout;

    void into(JobRequestBuilder request) {
        request.maxRetries(maxRetries).retryDelay(retryDelay).timeout(timeout);
    }
}

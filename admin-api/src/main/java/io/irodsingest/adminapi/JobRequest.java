package io.irodsingest.adminapi;

import java.util.Objects;
import java.util.Optional;

/**
 * A wish for a new job. What is empty is left to the orchestrator.
 *
 * @param source absolute path of a directory that the workers see. Bytes that are no text stand as {@code %XX}, and so may any
 *        other; a percent sign itself is {@code %25}. Null when the request does not have it, which is refused
 * @param target absolute logical path of a collection; null when the request does not have it, which is refused
 * @param jobName unique among the jobs that have not ended; a UUID when empty
 * @param operation like {@code REGISTER_SYNC}
 * @param resource the root of a resource tree
 * @param filesPerTask at least 1
 * @param ignoreCache treat every entry as one that was never synced
 */
public record JobRequest(String source, String target, Optional<String> jobName, Optional<String> operation,
        Optional<String> resource, Optional<Integer> filesPerTask, Optional<Boolean> ignoreCache) {

    public JobRequest {
        Objects.requireNonNull(jobName, "jobName");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(filesPerTask, "filesPerTask");
        Objects.requireNonNull(ignoreCache, "ignoreCache");
    }
}

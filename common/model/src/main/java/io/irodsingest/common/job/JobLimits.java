package io.irodsingest.common.job;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How much of the cluster a job may take, all workers together. Immutable.
 *
 * @param parallelTasks tasks that are handed out at a time, at work or in a queue; at least 1
 * @param bytesPerSecond bytes read from the source to be uploaded; at least 1024
 * @param requestsPerSecond requests to iRODS; at least 1
 */
public record JobLimits(OptionalInt parallelTasks, OptionalLong bytesPerSecond, OptionalInt requestsPerSecond) {
    public static final JobLimits NONE = new JobLimits(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty());

    private static final int LEAST_BYTES = 1024;

    /** @throws InvalidJobException for one that lets nothing through */
    public JobLimits {
        require("max_parallel_tasks", parallelTasks.orElse(1), 1);
        require("max_bytes_per_second", bytesPerSecond.orElse(LEAST_BYTES), LEAST_BYTES);
        require("max_requests_per_second", requestsPerSecond.orElse(1), 1);
    }

    private static void require(String name, long value, long least) {
        if (value < least) {
            throw new InvalidJobException(name + " must be at least " + least + ", not " + value);
        }
    }
}

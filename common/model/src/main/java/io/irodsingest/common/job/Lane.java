package io.irodsingest.common.job;

import java.util.Arrays;
import java.util.Optional;

/** The queues of a job: its begin, its scans, the work on files, and deletions. Workers may serve some of them only. */
public enum Lane {
    RESTART, PATH, FILE, DELETE;

    /** The queue's name when a job whose source is in a bucket does not say otherwise: other workers see such a source. */
    public String s3Queue() {
        return this == DELETE ? defaultQueue() : "s3-" + defaultQueue();
    }

    /** The queue's name when a job does not say otherwise. */
    public String defaultQueue() {
        return switch (this) {
            case RESTART -> "restart";
            case PATH -> "path";
            case FILE -> "file";
            case DELETE -> "delete";
        };
    }

    /** The lane that a task on the wire names. */
    public static Optional<Lane> ofQueue(String name) {
        return Arrays.stream(values()).filter(lane -> lane.defaultQueue().equals(name)).findFirst();
    }
}

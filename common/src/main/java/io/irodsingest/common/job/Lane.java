package io.irodsingest.common.job;

/** The three queues of a job: its begin, its scans, and the work on files. Workers may serve some of them only. */
public enum Lane {
    RESTART, PATH, FILE;

    /** The queue's name when a job does not say otherwise. */
    public String defaultQueue() {
        return switch (this) {
            case RESTART -> "restart";
            case PATH -> "path";
            case FILE -> "file";
        };
    }
}

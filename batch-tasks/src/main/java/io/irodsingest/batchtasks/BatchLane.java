package io.irodsingest.batchtasks;

import io.irodsingest.common.job.Lane;

/** The lanes of batches and slow queries: each has one. */
public final class BatchLane {
    public static final Lane BATCH = new Lane("batch");
    public static final Lane QUERY = new Lane("query");

    private BatchLane() {}
}

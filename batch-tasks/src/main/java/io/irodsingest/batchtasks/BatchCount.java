package io.irodsingest.batchtasks;

import io.irodsingest.common.job.Count;
import java.util.List;

/** What a batch counts, besides {@link Count#FAILED} and {@link Count#RETRIES}. */
public final class BatchCount {
    /** Rows that were submitted. */
    public static final Count ROWS = new Count("rows");
    /** Rows that are done. */
    public static final Count SUCCEEDED = new Count("succeeded");

    /** In the order in which they are shown. */
    public static final List<Count> ALL = List.of(ROWS, SUCCEEDED, Count.RETRIES, Count.FAILED);

    private BatchCount() {}
}

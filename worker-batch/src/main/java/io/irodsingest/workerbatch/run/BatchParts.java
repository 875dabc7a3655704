package io.irodsingest.workerbatch.run;

import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.workerbatch.plugin.Applications;
import io.irodsingest.workerbatch.plugin.ProcessorRegistry;
import java.time.Duration;

/**
 * What the handlers of batches work with.
 *
 * @param batches rows and results
 * @param jobs the counts of a batch that is done
 * @param applications what processors share
 * @param partInterval results of a chunk that takes longer are written in parts
 */
public record BatchParts(BatchStore batches, JobStore jobs, ProcessorRegistry registry, Applications applications,
        Duration partInterval) {
    public static final Duration PART_INTERVAL = Duration.ofSeconds(5);
    /** How long a row may take whose batch does not say it. */
    static final Duration ROW_LIMIT = Duration.ofMinutes(1);
    /** A call ends before its task is interrupted, so that it fails its own rows. */
    private static final int TENTHS_FOR_A_CALL = 9;

    /** The longest time of a call of a task that may take so long. */
    static Duration ofCall(Duration task) {
        return task.multipliedBy(TENTHS_FOR_A_CALL).dividedBy(10);
    }
}

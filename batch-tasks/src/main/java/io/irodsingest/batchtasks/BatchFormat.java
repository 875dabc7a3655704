package io.irodsingest.batchtasks;

import io.irodsingest.common.job.WorkFormat;

/** In records of jobs, a batch stands as its components. */
public final class BatchFormat implements WorkFormat {
    @Override
    public String kind() {
        return BatchSpec.KIND;
    }

    @Override
    public Class<BatchSpec> type() {
        return BatchSpec.class;
    }
}

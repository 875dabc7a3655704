package io.irodsingest.orchestrator.sample;

import io.irodsingest.common.job.WorkFormat;

/** The form of the work in records of jobs is that of its components. */
public final class WordsFormat implements WorkFormat {
    @Override
    public String kind() {
        return Words.KIND;
    }

    @Override
    public Class<Words> type() {
        return Words.class;
    }
}

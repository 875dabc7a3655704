package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;

/** Sources that are directories. */
public final class FilesystemSources implements Sources {
    @Override
    public Source of(JobSpec spec) {
        return new FileSource(spec);
    }
}

package io.irodsingest.workerfilesystem;

import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;

/** Sources that are directories. */
public final class FilesystemSources implements Sources {
    private final SourceRoots roots;

    /** @param roots which directories may be sources */
    public FilesystemSources(SourceRoots roots) {
        this.roots = roots;
    }

    /** Of all directories that may usually be sources, in a process that takes its settings from the environment. */
    public FilesystemSources() {
        this(SourceRoots.usual(OwnFiles.of(System.getenv())));
    }

    @Override
    public Source of(JobSpec spec) {
        if (IngestSpec.of(spec).inBucket()) {
            throw new JobFailedException(
                    "this worker reads directories only, and got a job whose source is in a bucket:"
                            + " give the job queues of workers for S3");
        }
        return new FileSource(spec, roots);
    }
}

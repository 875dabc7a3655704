package io.irodsingest.workerfilesystem;

import io.irodsingest.ingesttasks.IngestTarget;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/** Specifications and files of tests. */
final class Given {
    /** Longer ago than clocks may be apart. */
    static final Instant LONG_AGO = Instant.now().minusSeconds(3600);

    private Given() {}

    static JobSpec job(Path source, String target, Operation operation) {
        return job(source, target, SyncOptions.of(operation));
    }

    static JobSpec job(Path source, String target, SyncOptions sync) {
        return new JobSpec("job", IngestSpec.of(RawPath.of(source), target, sync.operation()).with(sync));
    }

    static JobSpec deleting(Path source, String target) {
        return new JobSpec("job", IngestSpec.of(RawPath.of(source), target, Operation.PUT_SYNC)
                .with(DeleteOptions.of(DeleteMode.NO_TRASH)));
    }

    static JobSpec ignoringCache(JobSpec like) {
        IngestSpec work = IngestSpec.of(like);
        return like.doing(work.with(work.sync().ignoringCache()));
    }

    static JobSpec toResource(JobSpec like, String resource) {
        IngestSpec work = IngestSpec.of(like);
        return like.doing(work.with(new IngestTarget(work.target(), Optional.of(resource), work.characterMap())));
    }

    static Path file(Path path, String content) throws IOException {
        return Files.writeString(path, content);
    }

    /** Gives a file another content, and a time that is surely another one. */
    static void change(Path path, String content, Instant modified) throws IOException {
        Files.writeString(path, content);
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }
}

package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.JobOptions;
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
        return job(source, target, operation, JobOptions.NONE);
    }

    static JobSpec job(Path source, String target, Operation operation, JobOptions options) {
        return new JobSpec("job", RawPath.of(source), target, operation, DeleteMode.DO_NOT_DELETE, Optional.empty(), 50,
                false, options);
    }

    static JobSpec deleting(Path source, String target) {
        return new JobSpec("job", RawPath.of(source), target, Operation.PUT_SYNC, DeleteMode.NO_TRASH, Optional.empty(),
                50, false, JobOptions.NONE);
    }

    static JobSpec ignoringCache(JobSpec like) {
        return new JobSpec(like.name(), like.source(), like.target(), like.operation(), like.deleteMode(),
                like.resource(),
                like.filesPerTask(), true, like.options());
    }

    static JobSpec toResource(JobSpec like, String resource) {
        return new JobSpec(like.name(), like.source(), like.target(), like.operation(), like.deleteMode(),
                Optional.of(resource), like.filesPerTask(), like.ignoreCache(), like.options());
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

package io.irodsingest.workerfilesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a file, and what of what it is like. */
class FileContentTest {
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
    }

    /** Nobody writes into it, so that opening it would wait for ever. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFifoThatTookTheFilesPlaceIsNotOpened() throws Exception {
        SourceEntry seen = look();
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor()).isZero();

        assertThatIOException().isThrownBy(() -> seen.content().open(0, 7)).withMessageContaining("no regular file");
    }

    /** As ext4 and XFS keep them: a time in nanoseconds would not fit into 64 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"2446-05-10T22:38:55Z", "2300-01-01T00:00:01Z", "1969-12-31T23:59:59Z",
            "1901-12-13T20:45:53Z", "2026-11-27T10:00:00Z"})
    void timesAreTrueToTheSecond(Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
        Instant kept = Files.getLastModifiedTime(file).toInstant();

        assertThat(look().stamp().modified().getEpochSecond()).isEqualTo(kept.getEpochSecond());
    }

    private SourceEntry look() throws IOException {
        JobSpec job = new JobSpec("job", IngestSpec.of(RawPath.of(directory), "/z/home/c", Operation.PUT));
        SourceRoots usual = SourceRoots.usual(OwnFiles.of(Map.of("HOME", "/nonexistent")));
        return new FileSource(job, usual).look(List.of(RawPath.of(file)), false).getFirst().get().orElseThrow();
    }
}

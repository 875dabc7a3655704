package io.irodsingest.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A soak that is as short as can be: each kind of jobs once, and some dozen faults. {@code benchmarks/soak} has the long ones. The
 * seed is printed, and the system property {@code irods-ingest.test.seed} gives one.
 */
class SoakTest {
    private static final Duration LENGTH = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void whateverIsHurtNothingIsLostNorLeftNorCountedWrong() throws Exception {
        long seed = Long.getLong("irods-ingest.test.seed", System.nanoTime());
        TestServers.broker();
        try (SoakRun run = new SoakRun(directory.toRealPath(), seed, LENGTH, 4)) {
            assertThat(run.go()).as("all is right in the soak with seed " + seed + "; its table is printed").isTrue();
        }
    }
}

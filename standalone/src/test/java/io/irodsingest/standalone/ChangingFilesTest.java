package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.Catalog.Replica;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that change while they are read: a good replica is one that the file really was like at a moment. */
@Timeout(240)
class ChangingFilesTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    /** So small that growing takes longer than reading. */
    private static final int BLOCK = 500;
    private static final int FIRST = 12 * 1024 * 1024;
    private static final int LARGEST = 48 * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @TempDir
    private Path directory;
    private Path source;
    private Path file;
    private TestCluster cluster;
    private Catalog catalog;
    private final AtomicBoolean over = new AtomicBoolean();

    /** One change of the file; returns whether there may be another one. */
    @FunctionalInterface
    private interface Change {
        boolean make(int number) throws IOException;
    }

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        file = source.resolve("file");
        cluster = TestCluster.start(directory.resolve("vault"), 2);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterEach
    void end() throws IOException {
        catalog.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT", "PUT_SYNC", "PUT_APPEND"})
    void fileThatGrows(String operation) throws Exception {
        Files.write(file, content(0, FIRST));

        JobView job = runWhile(operation, number -> {
            try (OutputStream end = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
                end.write(content(FIRST + number * BLOCK, BLOCK));
            }
            return FIRST + (number + 1) * BLOCK < LARGEST;
        });

        Replica replica = goodOrFailed(job);
        if (replica != null) {
            assertThat(replica.size()).isBetween((long) FIRST, Files.size(file));
            if (!operation.equals("REGISTER_SYNC")) {
                assertThat(Files.readAllBytes(Path.of(replica.physicalPath())))
                        .isEqualTo(content(0, (int) replica.size()));
            }
        }
        JobView second = cluster.ingest(source, TARGET, operation);
        assertThat(cluster.client().failures(second.id(), 10).failures()).isEmpty();
        assertThat(second.state()).isEqualTo("COMPLETED");
        Replica last = catalog.replicas(TARGET).get(TARGET + "/file");
        assertThat(last.status()).isEqualTo("1");
        // what was uploaded once is left alone by PUT
        assertThat(last.size()).isEqualTo(operation.equals("PUT") && replica != null
                ? replica.size()
                : Files.size(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT", "PUT_SYNC"})
    void fileThatIsReplaced(String operation) throws Exception {
        Files.write(file, uniform(0));
        Path next = directory.resolve("next");

        JobView job = runWhile(operation, number -> {
            Files.write(next, uniform(number + 1));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        });

        Replica replica = goodOrFailed(job);
        if (replica != null && !operation.equals("REGISTER_SYNC")) {
            byte[] stored = Files.readAllBytes(Path.of(replica.physicalPath()));
            assertThat(stored).isEqualTo(uniform(stored[0]));
        }
        assertComesInWhenItIsQuiet(operation, replica);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_SYNC"})
    void fileThatIsWrittenAnewInItsPlace(String operation) throws Exception {
        Files.write(file, uniform(0));

        JobView job = runWhile(operation, number -> {
            Files.write(file, uniform(number + 1));
            return true;
        });

        Replica replica = goodOrFailed(job);
        if (replica != null && replica.size() > 0) {
            byte[] stored = Files.readAllBytes(Path.of(replica.physicalPath()));
            byte[] same = new byte[stored.length];
            Arrays.fill(same, stored[0]);
            assertThat(stored).isEqualTo(same);
        }
        assertComesInWhenItIsQuiet(operation, replica);
    }

    /** Whatever came of it while it changed: afterwards the target has what the source has. */
    private void assertComesInWhenItIsQuiet(String operation, Replica before) throws Exception {
        JobView quiet = cluster.ingest(source, TARGET, operation);

        assertThat(quiet.state()).isEqualTo("COMPLETED");
        Replica last = catalog.replicas(TARGET).get(TARGET + "/file");
        assertThat(last.status()).isEqualTo("1");
        // what was uploaded once is left alone by PUT
        if (!operation.equals("PUT") || before == null) {
            assertThat(last.size()).isEqualTo(Files.size(file));
            assertThat(Path.of(last.physicalPath())).hasSameBinaryContentAs(file);
        }
    }

    /** Changes the file for as long as a job is at it. */
    private JobView runWhile(String operation, Change change) throws Exception {
        Instant limit = Instant.now().plus(LONGEST);
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                int number = 0;
                while (!over.get() && Instant.now().isBefore(limit) && change.make(number)) {
                    number++;
                }
            } catch (IOException full) {
                throw new IllegalStateException(full);
            }
        });
        JobView job = cluster.ingest(source, TARGET, operation);
        over.set(true);
        writer.join();
        return job;
    }

    /** The good replica; null when the entry failed, or was looked at while it was not there, and there is none. */
    private Replica goodOrFailed(JobView job) throws Exception {
        Replica replica = catalog.replicas(TARGET).get(TARGET + "/file");
        boolean good = replica != null && replica.status().equals("1");
        System.out.println("ChangingFilesTest: " + job.work().operation() + " gave "
                + (good
                        ? "a good replica of " + replica.size() + " bytes"
                        : "none, "
                                + cluster.client().failures(job.id(), 10).failures()));
        assertThat(job.count("failed")).isEqualTo(good ? 0 : 1);
        if (good) {
            assertThat(Path.of(replica.physicalPath())).exists();
        }
        return good ? replica : null;
    }

    /** What the file has from a place on. */
    private static byte[] content(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((from + i) * 31 + (from + i >>> 12));
        }
        return bytes;
    }

    /** Each state has a size and a byte of its own. */
    private static byte[] uniform(int number) {
        int state = number & 0x7F;
        byte[] bytes = new byte[6 * 1024 * 1024 + state * 1000];
        Arrays.fill(bytes, (byte) state);
        return bytes;
    }
}

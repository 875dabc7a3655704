package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.Catalog.Replica;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job is stopped in the middle of large uploads, while others of it are done. */
class StopUploadsTest extends ClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int WRITE = 676;
    /** Large enough for several connections. */
    private static final long LARGE = 72L << 20;
    /** One less than the worker has threads. */
    private static final int LARGES = 3;
    private static final int SMALLS = 40;
    private static final String GOOD = "1";
    private static final String STALE = "0";
    private static final String BEING_WRITTEN = "2";

    @Test
    void whatIsHalfWrittenIsNotGoodAndNotLockedAndNothingElseIsLeft() throws Exception {
        write();
        int connections = cluster.irods().openConnections();
        cluster.irods().faults().delay(WRITE, Duration.ofSeconds(5), Integer.MAX_VALUE);
        JobView job = cluster.client()
                .start(TestCluster.job(source, TARGET).operation("PUT").filesPerTask(5).build());
        await().atMost(PATIENCE).until(() -> Collections.frequency(statuses(), BEING_WRITTEN) == LARGES
                && cluster.client().job(job.id()).count("uploaded") > 0);

        cluster.client().stop(job.id());
        JobView stopped = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);

        assertThat(stopped.state()).isEqualTo("STOPPED");
        assertThat(cluster.client().workers().workers()).as("threads are free")
                .allSatisfy(worker -> assertThat(worker.activities()).isEmpty());
        assertThatTheNextJobGoesOnAtOnce();
        await("the server has seen that nobody writes any more").atMost(PATIENCE)
                .until(() -> List.of(GOOD, STALE).containsAll(statuses()));
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        List<Replica> good = replicas.values().stream().filter(replica -> replica.status().equals(GOOD)).toList();
        assertThat(good).allSatisfy(replica -> assertThat(Path.of(replica.physicalPath()))
                .hasSameBinaryContentAs(source.resolve(replica.path().substring(TARGET.length() + 1))));
        assertThat(replicas.size() - good.size()).as("half written").isEqualTo(LARGES);
        assertThat(stopped.count("uploaded")).isPositive().isEqualTo(good.size());
        assertThat(stopped.count("failed")).isZero();
        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        await("connections that wrote are closed").atMost(PATIENCE)
                .until(() -> cluster.irods().openConnections() <= connections + LARGES + 1);
        System.out.println("StopUploadsTest: " + connections + " connections before, "
                + cluster.irods().openConnections() + " after");
        assertThatAnotherJobBringsTheRestIn(good.size());
    }

    private void assertThatTheNextJobGoesOnAtOnce() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        for (int i = 0; i < SMALLS; i++) {
            Files.writeString(other.resolve("file-" + i), "other");
        }
        assertThat(cluster.ingest(other, TestCluster.HOME + "/other", "PUT").count("uploaded")).isEqualTo(SMALLS);
    }

    /** What is locked it could not write, and would tell so. */
    private void assertThatAnotherJobBringsTheRestIn(int good) throws Exception {
        cluster.irods().faults().clear();
        JobView again = cluster.ingest(source, TARGET, "PUT");
        assertThat(cluster.client().failures(again.id(), 10).failures()).isEmpty();
        assertThat(again.state()).isEqualTo("COMPLETED");
        assertThat(again.count("unchanged")).as("what was counted as uploaded is remembered").isEqualTo(good);
        assertThat(again.count("uploaded")).isEqualTo(SMALLS + 2 * LARGES - good);
        assertThat(statuses()).hasSize(SMALLS + 2 * LARGES).containsOnly(GOOD);
    }

    private Collection<String> statuses() throws Exception {
        return catalog.replicas(TARGET).values().stream().map(Replica::status).toList();
    }

    /** Small files lie beside each large one, so that a task may have something done when it is interrupted. */
    private void write() throws IOException {
        for (int i = 0; i < SMALLS; i++) {
            Path small = source.resolve("small-" + i % 4).resolve("file-" + i);
            Files.createDirectories(small.getParent());
            Files.writeString(small, "small " + i);
        }
        for (int i = 0; i < LARGES; i++) {
            Path in = Files.createDirectory(source.resolve("large-" + i));
            Files.writeString(in.resolve("small"), "beside " + i);
            try (RandomAccessFile large = new RandomAccessFile(in.resolve("large").toFile(), "rw")) {
                large.setLength(LARGE);
                large.write(i);
            }
        }
    }
}

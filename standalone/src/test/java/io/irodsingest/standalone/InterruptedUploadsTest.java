package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.Catalog.Copy;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die, or stand still, in the middle of a large upload. */
class InterruptedUploadsTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final String OBJECT = TARGET + "/file";
    private static final String GOOD = "1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SIZE = 80 << 20;
    private static final int CHECKSUM = 629;
    private static final int WRITE = 676;

    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void source() throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        file = Files.write(source.resolve("file"), bytes);
    }

    /** What the server stored is damaged while nobody has looked at it, and the worker that was to look is killed. */
    @Test
    void whatAWorkerClosedAndDidNotVerifyIsVerifiedByTheNextOne() throws Exception {
        try (MiniIrods irods = irods();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "1")
                        .startOrchestrator();
                Catalog catalog = Catalog.of(irods)) {
            JvmProcess victim = cluster.startWorker("-Xmx256m");
            irods.faults().delay(CHECKSUM, Duration.ofSeconds(20), 1);
            JobView job = cluster.client().start(wish().maxRetries(1).build());
            await().atMost(PATIENCE).until(() -> irods.counts().of(CHECKSUM) == 1);
            assertThat(catalog.copies(OBJECT)).singleElement().extracting(Copy::status).isEqualTo(GOOD);
            victim.kill();
            damage(catalog);
            cluster.startWorker("-Xmx256m");

            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);

            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("uploaded")).isEqualTo(1);
            assertThat(ended.count("retries")).as("the damage was found").isEqualTo(1);
            assertRight(catalog);
        }
    }

    /** A stopped process keeps its connections, and goes on as if nothing had been. */
    @Test
    void aWorkerThatStandsStillLongerThanEveryTimeOutHarmsNothing() throws Exception {
        try (MiniIrods irods = irods();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "1")
                        .startOrchestrator();
                Catalog catalog = Catalog.of(irods)) {
            JvmProcess still = cluster.startWorker("-Xmx256m");
            irods.faults().delay(WRITE, Duration.ofMillis(400), 20);
            JobView job = cluster.client().start(wish().build());
            await().atMost(PATIENCE).until(() -> irods.counts().of(WRITE) >= 4);
            still.freeze();
            try {
                cluster.startWorker("-Xmx256m");
                await().atMost(PATIENCE).until(logs(cluster, "another worker may be at it"));
            } finally {
                still.thaw();
            }

            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("files")).isEqualTo(1);
            assertThat(ended.count("uploaded") + ended.count("existing")).isEqualTo(1);
            assertThat(ended.count("retries")).isZero();
            assertRight(catalog);
        }
    }

    private void assertRight(Catalog catalog) throws Exception {
        List<Copy> copies = catalog.copies(OBJECT);
        assertThat(copies).singleElement().returns(GOOD, Copy::status).returns((long) SIZE, Copy::size)
                .returns("sha2:" + Base64.getEncoder().encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))), Copy::checksum);
        assertThat(Files.mismatch(Path.of(copies.getFirst().physicalPath()), file)).isNegative();
    }

    private static void damage(Catalog catalog) throws Exception {
        Path stored = Path.of(catalog.copies(OBJECT).getFirst().physicalPath());
        byte[] bytes = Files.readAllBytes(stored);
        bytes[SIZE / 2] ^= 1;
        Files.write(stored, bytes);
    }

    private MiniIrods irods() throws IOException {
        return MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
    }

    private JobRequestBuilder wish() {
        return JobRequest.of(file.getParent().toString(), TARGET).operation("PUT_SYNC").checksum(true);
    }

    private static Callable<Boolean> logs(ProcessCluster cluster, String words) {
        return () -> cluster.logs().stream().anyMatch(log -> log.contains(words));
    }
}

package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans wait while the queue of what they find is deep, and everything comes to its end all the same. */
class BackPressureTest {
    private static final int LEVELS = 4;
    /** A scan goes on downwards until it has seen 2,000 entries. */
    private static final int FILES = 2_200;

    @TempDir
    private Path directory;

    @Test
    void scansWaitForTheFilesThatTheyFound() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Path level = source;
        for (int i = 0; i < LEVELS; i++) {
            level = Files.createDirectory(level.resolve("below"));
            for (int k = 0; k < FILES; k++) {
                Files.writeString(level.resolve("f" + k), "x");
            }
        }
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods)) {
            irods.faults().delay(606, Duration.ofMillis(20), 500);
            cluster.startOrchestrator();
            cluster.with("IRODS_INGEST_DEEP_QUEUE", "10").with("IRODS_INGEST_THREADS", "2").startWorker("-Xmx256m");

            JobView job = cluster.client().start(JobRequest.of(source.toString(), TestCluster.HOME + "/in")
                    .operation("PUT").filesPerTask(10).build());

            await().atMost(Duration.ofMinutes(2)).until(() -> cluster.client().job(job.id()).ended());
            JobView ended = cluster.client().job(job.id());
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("uploaded")).isEqualTo(LEVELS * FILES);
            assertThat(String.join("\n", cluster.log("worker"))).contains("scans wait: ",
                    " messages are in queue file");
        }
    }
}

package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.Trees;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deletion worker as a process of its own, which dies in the middle. */
class DeleteWorkerTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNLINK = 615;

    @TempDir
    private Path directory;

    @Test
    void whatIsGoneIsDeletedOnceThoughTheWorkerDies() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("stays"), "here");
        SourceTree.Made gone = SourceTree.ofFullChunks(600, 20, 1).makeIn(source.resolve("gone"));
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "2")
                        .startOrchestrator();
                Catalog catalog = Catalog.of(irods)) {
            cluster.startWorker("-Xmx256m");
            JvmProcess victim = cluster.startDeleteWorker();
            assertThat(run(cluster, source).count("uploaded")).isEqualTo(gone.files() + 1);
            Trees.delete(source.resolve("gone"));
            irods.faults().delay(UNLINK, Duration.ofMillis(10), Integer.MAX_VALUE);

            JobView job = cluster.client().start(wish(source).build());
            await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()).count("deleted") > 0);
            assertThat(catalog.replicas(TARGET)).as("in the middle").hasSizeGreaterThan(1);
            victim.kill();
            cluster.startDeleteWorker();

            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("deleted")).isEqualTo(gone.files());
            assertThat(ended.count("collections_deleted")).isEqualTo(gone.directories());
            assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/stays");
            assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
        }
    }

    private static JobView run(ProcessCluster cluster, Path source) throws Exception {
        JobView job = cluster.client().start(wish(source).build());
        return await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
    }

    private static JobRequestBuilder wish(Path source) {
        return JobRequest.of(source.toString(), TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH").filesPerTask(10);
    }
}

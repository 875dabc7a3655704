package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker with little memory; the system property {@code irods-ingest.test.files} sets for how many files, a fifth of them. */
class SmallHeapTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final int FILES = Integer.getInteger("irods-ingest.test.files", 20_000);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @TempDir
    private Path directory;

    @Test
    void aHeapOf128MegabytesIsEnoughForADirectoryOf100000Files() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        int files = 5 * FILES;
        new SourceTree(0, 0, files, 0, 0, 1).makeIn(source);
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).startOrchestrator()) {
            cluster.startWorker("-Xmx128m", "-XX:+ExitOnOutOfMemoryError");
            JobView first = run(cluster, source, "first");
            assertThat(first.state()).isEqualTo("COMPLETED");
            assertThat(first.count("registered")).isEqualTo(files);
            irods.counts().reset();
            JobView second = run(cluster, source, "second");
            assertThat(second.count("unchanged")).isEqualTo(files);
            assertThat(irods.counts().snapshot()).isEmpty();
        }
    }

    private static JobView run(ProcessCluster cluster, Path source, String name) throws AwayException, IOException {
        JobView job = cluster.client()
                .start(JobRequest.of(source.toString(), TARGET).jobName(name).build());
        return await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
    }
}

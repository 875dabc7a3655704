package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long connections to iRODS stay when a job does not use them any more. */
class IdleDisconnectTest {
    @TempDir
    private Path directory;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("vault"), 1);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    @Test
    void connectionsRestAsLongAsTheJobSays() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "here");

        JobView usual = cluster.run(TestCluster.job(source, TestCluster.HOME + "/usual").operation("PUT"));
        assertThat(usual.state()).isEqualTo("COMPLETED");
        assertThat(cluster.irods().openConnections()).isEqualTo(1);

        JobView hasty = cluster.run(TestCluster.job(source, TestCluster.HOME + "/hasty").operation("PUT")
                .irodsIdleDisconnectSeconds(1));
        assertThat(hasty.state()).isEqualTo("COMPLETED");
        await().atMost(Duration.ofSeconds(10)).until(() -> cluster.irods().openConnections() == 0);
        assertThat(cluster.irods().counts().connectionsOpened()).isEqualTo(1);
    }
}

package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and directories that a worker may not read. */
@Timeout(180)
class UnreadableTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private Path source;
    private MiniIrods irods;
    private ProcessCluster cluster;

    @BeforeEach
    void start() throws Exception {
        boolean possible = ProcessCluster.plainRightsArePossible();
        if (!possible) {
            System.out.println("UnreadableTest: root reads everything, and setpriv cannot change that: left out");
        }
        assumeTrue(possible);
        source = Files.createDirectory(directory.resolve("source"));
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods);
    }

    @AfterEach
    void end() throws IOException {
        if (cluster != null) {
            permit("rwx------", "closed", "names only", "secret");
            cluster.close();
            irods.close();
        }
    }

    @Test
    void whatCannotBeReadIsReportedAndStopsNothing() throws Exception {
        for (String name : List.of("a", "secret", "z", "closed/inside", "names only/inside", "open/inside")) {
            Files.createDirectories(source.resolve(name).getParent());
            Files.writeString(source.resolve(name), name);
        }
        permit("---------", "secret", "closed");
        permit("r--------", "names only");
        cluster.startOrchestrator().startWorkerWithPlainRights();

        JobView first = run("PUT");

        assertThat(first.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(first.count("uploaded")).isEqualTo(3);
        assertThat(first.count("failed")).isEqualTo(3);
        assertThat(cluster.client().failures(first.id(), 10).failures())
                .allSatisfy(failure -> assertThat(failure.error()).contains("permission denied"))
                .extracting(Failure::path).containsExactlyInAnyOrder(path("secret"), path("closed"),
                        path("names only"));
        try (Catalog catalog = Catalog.of(irods)) {
            assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/a", TARGET + "/open/inside",
                    TARGET + "/z");
        }

        permit("rwx------", "closed", "names only", "secret");
        JobView second = run("PUT");

        assertThat(second.state()).isEqualTo("COMPLETED");
        assertThat(second.count("uploaded")).isEqualTo(3);
        assertThat(second.count("unchanged")).isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsNotRegisteredEither() throws Exception {
        Files.writeString(source.resolve("open"), "open");
        Files.writeString(source.resolve("secret"), "secret");
        permit("---------", "secret");
        cluster.startOrchestrator().startWorkerWithPlainRights();

        JobView job = run("REGISTER_SYNC");

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("registered")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(path("secret"));
            assertThat(failure.error()).contains("permission denied");
        });
        permit("rwx------", "secret");
        assertThat(run("REGISTER_SYNC").count("registered")).isEqualTo(1);
    }

    private JobView run(String operation) throws Exception {
        return Watch.untilEnd(cluster.client(), cluster.client()
                .start(TestCluster.job(source, TARGET).operation(operation).build()).id(), Progress.NONE);
    }

    private String path(String name) {
        return source.resolve(name).toString();
    }

    private void permit(String mode, String... names) throws IOException {
        for (String name : names) {
            if (Files.exists(source.resolve(name))) {
                Files.setPosixFilePermissions(source.resolve(name), PosixFilePermissions.fromString(mode));
            }
        }
    }
}

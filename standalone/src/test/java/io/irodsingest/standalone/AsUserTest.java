package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.Progress;
import io.irodsingest.cli.Watch;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that act for another user: whose everything is, and what that user may not do. */
@Timeout(120)
class AsUserTest {
    private static final String ALICE = "/tempZone/home/alice";

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;
    private Users users;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        cluster = TestCluster.start(directory.resolve("vault"), 3);
        users = Users.of(cluster.irods());
        users.add("alice");
    }

    @AfterEach
    void end() throws Exception {
        users.close();
        cluster.close();
    }

    @Test
    void whatIsMadeIsTheUsersOwn() throws Exception {
        new SourceTree(2, 3, 20, 0, 300, 1).makeIn(source);
        Files.createSymbolicLink(source.resolve("link"), Path.of("nowhere"));

        JobView job = run("PUT", ALICE + "/deep/er", "alice#tempZone");

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("uploaded")).isEqualTo(9 * 20 + 1);
        // with the target's parent that had to be made, too
        assertThat(users.owners(ALICE + "/deep")).isEqualTo(Map.of("alice", 1 + 13 + 9 * 20 + 1));

        JobView again = run("PUT", ALICE + "/deep/er", "alice#tempZone");
        assertThat(again.count("unchanged")).isEqualTo(9 * 20 + 1);
    }

    @Test
    void jobsOfSeveralUsersRunSideBySide() throws Exception {
        new SourceTree(1, 4, 60, 0, 10, 1).makeIn(source);
        users.add("bob");
        List<JobView> started = new ArrayList<>();
        for (String user : List.of("alice", "bob", "rods")) {
            started.add(cluster.client().start(TestCluster.job(source, "/tempZone/home/" + user + "/in")
                    .operation("PUT").filesPerTask(10).asUser(user + "#tempZone").build()));
        }
        for (JobView job : started) {
            assertThat(Watch.untilEnd(cluster.client(), job.id(), Progress.NONE).state()).isEqualTo("COMPLETED");
        }

        for (String user : List.of("alice", "bob", "rods")) {
            assertThat(users.owners("/tempZone/home/" + user + "/in")).isEqualTo(Map.of(user, 1 + 4 + 4 * 60));
        }
    }

    @Test
    void targetOfSomebodyElseIsRefused() throws Exception {
        Files.writeString(source.resolve("file"), "here");

        JobView job = run("PUT", TestCluster.HOME + "/in", "alice#tempZone");

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElseThrow()).contains("permission denied").doesNotContain("\n");
        assertThat(users.owners(TestCluster.HOME)).isEqualTo(Map.of("rods", 1));
    }

    @Test
    void fileThatTheUserMayNotRegisterFailsAlone() throws Exception {
        Files.writeString(source.resolve("file"), "here");
        Files.createDirectory(source.resolve("directory"));

        JobView job = run("REGISTER_SYNC", ALICE + "/in", "alice#tempZone");

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("failed")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().extracting(Failure::error)
                .asString().contains("only an administrator may register a path outside a vault");
        assertThat(users.owners(ALICE + "/in")).isEqualTo(Map.of("alice", 2));
    }

    @Test
    void unknownUserFailsTheJobAtOnce() throws Exception {
        JobView job = run("PUT", ALICE + "/in", "nobody#tempZone");

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElseThrow())
                .endsWith("refuses rods#tempZone for nobody#tempZone: the user to act for does not exist");
    }

    @Test
    void whoIsNoAdministratorMayActForNobody() throws Exception {
        users.degradeTheAdministrator();

        JobView job = run("PUT", ALICE + "/in", "alice#tempZone");

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElseThrow())
                .endsWith("refuses rods#tempZone for alice#tempZone: only a rodsadmin may act for another user");
    }

    private JobView run(String operation, String target, String user) throws Exception {
        return cluster.run(TestCluster.job(source, target).operation(operation).asUser(user));
    }
}

package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.irods.irods4j.high_level.vfs.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that act for another user: whose everything is, and what that user may not do. */
@Timeout(120)
class AsUserTest {
    private static final String ALICE = "/tempZone/home/alice";
    private static final String SHARED = "/tempZone/home/rods/shared";
    /** Goes over several connections. */
    private static final int LARGE = 70 * 1024 * 1024;

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
        assertThat(job.error().orElseThrow()).contains("permission denied").doesNotContain("\n")
                .contains("target " + TestCluster.HOME + "/in cannot be made: alice#tempZone may neither see nor make");
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

    @Test
    void collectionThatWasOpenedToTheUserIsFilled() throws Exception {
        new SourceTree(1, 2, 5, 3, 300, 1).makeIn(source);
        users.makeCollection(SHARED);
        users.allow("alice", Permission.MODIFY_OBJECT, SHARED);

        JobView job = run("PUT_SYNC", SHARED, "alice#tempZone");

        assertThat(failures(job)).isEmpty();
        assertThat(job.count("uploaded")).isEqualTo(10);
        assertThat(users.owners(SHARED)).isEqualTo(Map.of("rods", 1, "alice", 2 + 10));
        assertThat(run("PUT_SYNC", SHARED, "alice#tempZone").count("unchanged")).isEqualTo(10);
    }

    @Test
    void collectionThatTheUserMayOnlyReadStaysAsItIs() throws Exception {
        Files.writeString(source.resolve("there"), "before");
        run("PUT_SYNC", SHARED, "rods#tempZone");
        users.allow("alice", Permission.READ_OBJECT, SHARED);
        users.allow("alice", Permission.READ_OBJECT, SHARED + "/there");
        Files.writeString(source.resolve("there"), "changed meanwhile");
        Files.writeString(source.resolve("empty"), "");
        Files.writeString(source.resolve("small"), "small");
        Files.write(source.resolve("large"), new byte[LARGE]);
        Files.createDirectory(source.resolve("directory"));
        Files.writeString(source.resolve("directory/inside"), "inside");

        for (String operation : List.of("PUT", "PUT_SYNC", "PUT_APPEND")) {
            // PUT takes for done what it leaves alone
            JobView job = cluster.run(TestCluster.job(source, SHARED).operation(operation).asUser("alice#tempZone")
                    .ignoreCache(true));

            assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
            List<String> refused = new ArrayList<>(List.of("directory", "empty", "large", "small"));
            if (!operation.equals("PUT")) {
                refused.add("there");
            }
            assertThat(failures(job)).extracting(Failure::path).containsExactlyInAnyOrderElementsOf(
                    refused.stream().map(name -> source.resolve(name).toString()).toList());
            assertThat(failures(job)).allSatisfy(
                    failure -> assertThat(failure.error()).contains("permission denied").doesNotContain("\n"));
            assertThat(users.owners(SHARED)).as(operation).isEqualTo(Map.of("rods", 2));
            try (Catalog catalog = Catalog.of(cluster.irods())) {
                assertThat(catalog.copies(SHARED + "/there")).singleElement().satisfies(copy -> {
                    assertThat(copy.status()).isEqualTo("1");
                    assertThat(copy.size()).isEqualTo(6);
                    assertThat(Path.of(copy.physicalPath())).hasContent("before");
                });
            }
        }
        try (Stream<Path> vault = Files.walk(directory.resolve("vault"))) {
            assertThat(vault.filter(Files::isRegularFile)).as("nothing of what was refused").hasSize(1);
        }
    }

    private List<Failure> failures(JobView job) throws Exception {
        return cluster.client().failures(job.id(), 10).failures();
    }

    private JobView run(String operation, String target, String user) throws Exception {
        return cluster.run(TestCluster.job(source, target).operation(operation).asUser(user));
    }
}

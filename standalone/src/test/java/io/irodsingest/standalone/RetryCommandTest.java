package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.irods.irods4j.high_level.vfs.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user does about failures: looks at them, mends the cause, and has what failed tried again. */
class RetryCommandTest {
    private static final String TARGET = TestCluster.HOME + "/shared";

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;
    private Users users;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        for (String name : List.of("one", "two", "directory/inside")) {
            Files.createDirectories(source.resolve(name).getParent());
            Files.writeString(source.resolve(name), name);
        }
        cluster = TestCluster.start(directory.resolve("vault"), 2);
        users = Users.of(cluster.irods());
        users.add("alice");
        users.makeCollection(TARGET);
        users.allow("alice", Permission.READ_OBJECT, TARGET);
    }

    @AfterEach
    void end() throws IOException {
        users.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--synchronous", "--progress"})
    void afterTheCauseIsMendedARetryEndsWell(String waiting) throws Exception {
        assertThatAllFails();

        Said inVain = say("retry", "mine", waiting);
        assertThat(inVain.exitCode()).isEqualTo(1);
        assertThat(inVain.out()).contains("COMPLETED_WITH_FAILURES", "3 failed");
        users.allow("alice", Permission.MODIFY_OBJECT, TARGET);
        Said retried = say("retry", "mine", waiting);

        assertThat(retried.exitCode()).as(retried.toString()).isZero();
        assertThat(retried.out()).contains("job mine: COMPLETED after", "3 uploaded").doesNotContain("failed");
        assertThatAllIsThere();
    }

    @Test
    void aRetryThatIsNotWaitedForIsWatched() throws Exception {
        assertThatAllFails();
        users.allow("alice", Permission.MODIFY_OBJECT, TARGET);

        Said retried = say("retry", "mine");

        assertThat(retried.exitCode()).as(retried.toString()).isZero();
        assertThat(retried.out()).contains("irods-ingest watch mine");
        assertThat(say("watch", "mine").exitCode()).isZero();
        assertThatAllIsThere();
        say("retry", "mine").assertRefused(1, "mine");
    }

    private void assertThatAllFails() {
        Said started = say("start", source.toString(), TARGET, "--operation", "PUT", "--as-user", "alice#tempZone",
                "--job-name", "mine", "--synchronous");
        assertThat(started.exitCode()).as(started.toString()).isEqualTo(1);
        assertThat(started.out()).contains("COMPLETED_WITH_FAILURES", "3 failed", source.resolve("one").toString(),
                source.resolve("directory").toString(), "permission denied");
        Said failures = say("failures", "mine");
        assertThat(failures.exitCode()).isZero();
        assertThat(failures.out()).hasLineCount(3).contains(source.resolve("two") + "  ", "permission denied");
    }

    private void assertThatAllIsThere() throws Exception {
        Said failures = say("failures", "mine");
        assertThat(failures.exitCode()).isZero();
        assertThat(failures.out()).isEmpty();
        assertThat(failures.err()).contains("job mine has no failures");
        assertThat(say("failures", "mine", "--json").out()).contains("\"failures\" : [ ]");
        try (Catalog catalog = Catalog.of(cluster.irods())) {
            assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/directory/inside", TARGET + "/one",
                    TARGET + "/two").allSatisfy((path, replica) -> {
                        assertThat(replica.status()).isEqualTo("1");
                        assertThat(Path.of(replica.physicalPath())).hasContent(path.substring(TARGET.length() + 1));
                    });
        }
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }
}

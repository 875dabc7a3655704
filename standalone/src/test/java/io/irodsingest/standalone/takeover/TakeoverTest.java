package io.irodsingest.standalone.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs in all kinds of states, left behind by processes of an earlier version that were killed, are brought to their right ends by
 * processes of this version. What earlier versions leave is recorded; where the environment variable {@value #OLD_JARS} names a
 * directory with an earlier version's jars, its processes are started and killed, and {@value #RECORD} names a directory for a new
 * recording of that: docs/contributing.md.
 */
@Timeout(900)
class TakeoverTest {
    private static final String OLD_JARS = "IRODS_INGEST_TEST_OLD_JARS";
    private static final String RECORD = "IRODS_INGEST_TEST_TAKEOVER_RECORD";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** In the order in which they are begun: those that do not stay as they are come last. */
    private final List<InheritedJob> jobs = List.of(new NotingJob(), new MirrorJob(), new WaitingJob(),
            new RefusedJob(),
            new SourcelessJob(), new RetryingJob(), new StoppedJob(), new QueuedJob(), new PausedJob(),
            new PassingJob(), new BucketJob(), new MiddleJob());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"58e48c3", "f882b22"})
    void whatWasRecordedIsTakenOver(String version) throws Exception {
        try (Site site = new Site(directory.resolve("vault"))) {
            for (InheritedJob job : jobs) {
                job.makeSource(site);
                job.changeSource(site);
            }
            Recording.load(version).restore(site);
            takeOver(site);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = OLD_JARS, matches = ".+")
    void whatOldProcessesLeaveIsTakenOver() throws Exception {
        TestServers.redis().flush();
        QueueRecord.delete(TestServers.broker(), ClusterProcesses.QUEUES);
        try (Site site = new Site(directory.resolve("vault"))) {
            leaveBehind(site, Path.of(System.getenv(OLD_JARS)).toAbsolutePath() + "/*");
            Optional<String> record = Optional.ofNullable(System.getenv(RECORD));
            if (record.isPresent()) {
                Recording.take(site).write(Path.of(record.get()));
            }
            takeOver(site);
        }
    }

    private void leaveBehind(Site site, String classPath) throws Exception {
        for (InheritedJob job : jobs) {
            job.makeSource(site);
        }
        try (ClusterProcesses earlier = new ClusterProcesses(classPath, site, directory.resolve("earlier"))) {
            AdminClient client = earlier.startEarlier().client();
            for (InheritedJob job : jobs) {
                job.begin(site, earlier);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> job.isReady(client));
            }
            for (InheritedJob job : jobs) {
                assertThat(job.isReady(client)).as(job.getClass().getSimpleName() + " is still as it is to be left")
                        .isTrue();
            }
            earlier.kill();
        }
    }

    private void takeOver(Site site) throws Exception {
        for (InheritedJob job : jobs) {
            job.prepareTakeover(site);
        }
        site.changeAllModes();
        try (ClusterProcesses current = new ClusterProcesses(System.getProperty("java.class.path"), site,
                directory.resolve("current"))) {
            AdminClient client = current.startAll().client();
            for (InheritedJob job : jobs) {
                job.takeOver(site, client);
            }
            assertThat(client.deadLetters(0, 10).deadLetters()).as("messages that nobody understands").isEmpty();
            await("no message is left").atMost(PATIENCE)
                    .until(() -> client.queues().queues().stream().allMatch(queue -> queue.ready() == 0));
        }
    }
}

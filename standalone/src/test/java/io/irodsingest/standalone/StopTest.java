package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
    private static final int TASKS = 10_000;
    private static final Duration HELD = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void aJobWithManyQueuedTasksStopsAtOnceAndWithoutRequests() throws Exception {
        Path source = directory.resolve("source");
        new SourceTree(1, 20, TASKS / 20, 1, 1, 1).makeIn(source);
        try (TestCluster cluster = TestCluster.start(directory.resolve("vault"), 2)) {
            cluster.irods().faults().delay(20008, HELD, 4);
            JobRequest request = JobRequest.of(source.toString(), TestCluster.HOME + "/in").jobName("stopped")
                    .filesPerTask(1).build();
            JobView job = cluster.client().start(request);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cluster.client().job(job.id()).tasks().remainingTasks() > TASKS / 2);

            Instant before = Instant.now();
            JobView stopping = cluster.client().stop("stopped");
            assertThat(Duration.between(before, Instant.now())).as("long before what is held is answered")
                    .isLessThan(HELD.dividedBy(2));
            assertThat(stopping.state()).startsWith("STOP");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> cluster.client().job(job.id()).state().equals("STOPPED"));
            assertThat(cluster.client().jobs().stopped()).extracting(JobView::jobName).containsExactly("stopped");
            long requests = cluster.irods().counts().total();
            await().atMost(Duration.ofMinutes(1)).until(cluster::queuesAreEmpty);
            assertThat(cluster.irods().counts().total()).as("requests while the queue drains").isEqualTo(requests);
            cluster.irods().faults().clear();
            JobView again = cluster.client().start(request);
            assertThat(again.id()).isNotEqualTo(job.id());
            cluster.client().stop(again.id());
        }
    }
}

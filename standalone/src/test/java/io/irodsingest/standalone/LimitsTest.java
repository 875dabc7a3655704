package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a job may take of the cluster. Limits of speed are asserted from below: it may always be slower. */
class LimitsTest extends ClusterTest {
    private static final int KIB = 1024;

    @Test
    void noMoreTasksAreAtWorkThanTheJobMayHave() throws Exception {
        files(80, 1);
        cluster.irods().faults().delay(20008, Duration.ofMillis(50), 40);
        JobView job = cluster.client().start(request("PUT").filesPerTask(1).maxParallelTasks(2).build());

        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50)).until(() -> {
            assertThat(atWork(job)).isLessThanOrEqualTo(2);
            return cluster.client().job(job.id()).ended();
        });

        JobView ended = cluster.client().job(job.id());
        assertThat(ended.state()).isEqualTo("COMPLETED");
        assertThat(ended.count("uploaded")).isEqualTo(80);
        assertThat(ended.tasks().totalTasks()).isGreaterThan(80);
    }

    @Test
    void aLimitedJobIsPausedResumedAndDeletes() throws Exception {
        files(60, 1);
        JobView first = cluster.run(request("PUT_SYNC").deleteMode("NO_TRASH").filesPerTask(2).maxParallelTasks(1));
        assertThat(first.count("uploaded")).isEqualTo(60);
        try (Stream<Path> all = Files.list(source)) {
            for (Path file : all.limit(20).toList()) {
                Files.delete(file);
            }
        }
        JobView second = cluster.client().start(request("PUT_SYNC").deleteMode("NO_TRASH").filesPerTask(2)
                .ignoreCache(true).maxParallelTasks(1).build());
        cluster.client().pause(second.id());
        cluster.client().resume(second.id());

        await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(second.id()).ended());
        assertThat(cluster.client().job(second.id()).state()).isEqualTo("COMPLETED");
        assertThat(cluster.client().job(second.id()).count("deleted")).isEqualTo(20);
        assertThat(cluster.client().job(second.id()).tasks().remainingTasks()).isZero();
    }

    @Test
    void noMoreBytesAreUploadedInASecondThanTheJobMayHave() throws Exception {
        files(32, 64 * KIB);

        JobView job = cluster.run(request("PUT").filesPerTask(2).maxBytesPerSecond(1024L * KIB));

        assertThat(job.count("uploaded")).isEqualTo(32);
        assertThat(job.pass().elapsedTime()).as("2 MiB at 1 MiB a second").isGreaterThan(1.5);
    }

    @Test
    void noMoreRequestsAreSentInASecondThanTheJobMayHave() throws Exception {
        files(100, 1);
        long before = cluster.irods().counts().total();

        JobView job = cluster.run(request("REGISTER_SYNC").maxRequestsPerSecond(50));

        assertThat(job.count("registered")).isEqualTo(100);
        long sent = cluster.irods().counts().total() - before;
        assertThat(sent).isGreaterThan(100);
        assertThat(job.pass().elapsedTime()).as("%d requests at 50 a second", sent).isGreaterThan(1.5);
    }

    private long atWork(JobView job) throws Exception {
        return cluster.client().workers().workers().stream().flatMap(worker -> worker.activities().stream())
                .filter(activity -> activity.jobId().equals(job.id())).count();
    }

    private JobRequestBuilder request(String operation) {
        return TestCluster.job(source, TARGET).operation(operation);
    }

    private void files(int count, int size) throws Exception {
        for (int i = 0; i < count; i++) {
            Files.write(source.resolve("file-" + i), new byte[size]);
        }
    }
}

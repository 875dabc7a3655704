package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation.Created;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private static final JobSpec SPEC = JobSpec.plain("job", RawPath.ofText("/data"), "/z/x", Operation.PUT,
            Optional.empty(), 50, false);

    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    /** As an orchestrator leaves it that dies between the two. */
    @Test
    void aJobThatWasMadeAndNotPublishedIsPublished() throws Exception {
        Job job = created();
        cluster.worker(PretendedWork.ofTasks(3));

        cluster.orchestrator();

        await().atMost(30, TimeUnit.SECONDS).until(() -> now(job).state() == JobState.COMPLETED);
        assertThat(now(job).tasksRegistered()).isEqualTo(4);
    }

    /** As a broker leaves it that lost its messages. */
    @Test
    void tasksWhoseMessagesAreLostArePublishedAgainByOneOfManyOrchestrators() throws Exception {
        Job job = created();
        CountDownLatch gate = new CountDownLatch(1);
        PretendedWork work = PretendedWork.ofTasks(100).behind(gate);
        Publisher publisher = new Publisher(cluster.ports());
        publisher.unpublished(job, Duration.ZERO);
        var first = cluster.worker(work);
        assertThat(work.begun().await(30, TimeUnit.SECONDS)).isTrue();
        first.close();
        // what the worker gave back comes to its queue a moment later
        await().until(() -> cluster.ports().broker().depth("file").ready() == 100);
        cluster.purge();
        assertThat(now(job).tasksOpen()).isEqualTo(100);
        gate.countDown();
        cluster.worker(PretendedWork.ofTasks(0));

        cluster.orchestrator();
        cluster.orchestrator();

        await().atMost(60, TimeUnit.SECONDS).until(() -> now(job).state() == JobState.COMPLETED);
        assertThat(now(job).counts().of(Count.REGISTERED)).isEqualTo(100);
        assertThat(now(job).retriedTasks()).isGreaterThanOrEqualTo(100);
    }

    /** As an orchestrator leaves it that dies in the middle of a stop. */
    @Test
    void aStopIsBroughtToItsEnd() throws Exception {
        Job job = created();
        cluster.ports().jobs().change(job.id(), JobState.STOPPING, Optional.empty());

        cluster.orchestrator();

        await().atMost(30, TimeUnit.SECONDS).until(() -> now(job).state() == JobState.STOPPED);
    }

    private Job created() throws InterruptedException {
        return ((Created) cluster.ports().jobs().create(SPEC)).job();
    }

    private Job now(Job job) throws InterruptedException {
        return cluster.ports().jobs().byId(job.id()).orElseThrow();
    }
}

package io.irodsingest.orchestrator.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("not-for-mutants")
class SweeperTest {
    private static final IngestSpec WORK = IngestSpec.of(RawPath.ofText("/data"), "/z/x", Operation.PUT);

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
        // what a worker could not report as published is published again without being taken for lost
        await().atMost(30, TimeUnit.SECONDS).until(() -> TestServers.redis().keyNames().stream()
                .noneMatch(key -> key.endsWith(":pending")));
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
        assertThat(now(job).counts().of(IngestCount.REGISTERED)).isEqualTo(100);
        assertThat(now(job).retriedTasks()).as("each once").isEqualTo(100);
    }

    /** The queue is never empty, so only the order of messages tells that some are missing in it. */
    @Test
    void lostTasksAreFoundWhileAnotherJobKeepsTheQueueBusy() throws Exception {
        Job loser = withTasks("loser", 20, 0);
        cluster.purge();
        Instant purged = Instant.now();
        await().until(() -> purged.plus(TestCluster.settings().stalledAfter()).isBefore(Instant.now()));
        Job busy = withTasks("busy", 300, 0);
        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(0).taking(Duration.ofMillis(50)));

        await().atMost(30, TimeUnit.SECONDS).until(() -> now(loser).retriedTasks() > 0);

        assertThat(now(busy).state()).isEqualTo(JobState.RUNNING);
        await().atMost(60, TimeUnit.SECONDS).until(() -> now(loser).state() == JobState.COMPLETED);
        assertThat(now(loser).counts().of(IngestCount.REGISTERED)).isEqualTo(20);
        assertThat(now(loser).retriedTasks()).as("each once").isEqualTo(20);
        await().atMost(60, TimeUnit.SECONDS).until(() -> now(busy).state() == JobState.COMPLETED);
        assertThat(now(busy).retriedTasks()).as("what waits in the queue is not lost").isZero();
    }

    /** As where nobody has started a worker for deletions yet. */
    @Test
    void tasksThatWaitInAQueueWithoutAWorkerAreLeftThereAndKeepNothingBack() throws Exception {
        Job deleting = withTasks("deleting", 5, 7);
        cluster.purge("file");

        cluster.orchestrator();

        await().atMost(30, TimeUnit.SECONDS).until(() -> cluster.ports().broker().depth("file").ready() == 5);
        await().atMost(30, TimeUnit.SECONDS).until(() -> now(deleting).retriedTasks() == 5);
        assertThat(cluster.ports().broker().depth("delete").ready()).isEqualTo(7);
    }

    /** A job that has begun: its tasks are published, and nobody has taken any. */
    private Job withTasks(String name, int files, int deletions) throws InterruptedException {
        IngestSpec work = IngestSpec.of(RawPath.ofText("/data"), "/z/x", Operation.PUT_SYNC)
                .with(DeleteOptions.of(DeleteMode.TRASH));
        Created created = (Created) cluster.ports().jobs().create(NewJob.of(new JobSpec(name, work),
                IngestCourse.of(work)));
        List<Task> children = Stream.concat(IntStream.range(0, files).mapToObj(PretendedWork::task),
                IntStream.range(0, deletions)
                        .mapToObj(i -> new IngestTask.DeleteDataObjects("/z/x/" + i, List.of("a"), 0)))
                .toList();
        List<TaskMessage> registered = cluster.ports().accounting().commit(new Commit(created.first(), Counts.NONE,
                children, List.of(), CacheUpdate.NONE, Optional.empty())).toPublish();
        new Publisher(cluster.ports()).registered(created.job(), registered);
        cluster.ports().accounting().published(created.first(), registered);
        return created.job();
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
        return ((Created) cluster.ports().jobs().create(NewJob.of(new JobSpec("job", WORK),
                IngestCourse.of(WORK)))).job();
    }

    private Job now(Job job) throws InterruptedException {
        return cluster.ports().jobs().byId(job.id()).orElseThrow();
    }
}

package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.testservers.BrokerServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A job at the front goes before what waits, whatever the broker. */
@ParameterizedClass
@MethodSource("io.irodsingest.testservers.TestServers#brokers")
class FrontTest {
    private static final int TASKS = 80;

    private final BrokerServer server;
    private TestCluster cluster;
    private Orchestrator orchestrator;

    FrontTest(BrokerServer server) {
        this.server = server;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster(server);
        cluster.purge(IngestLane.ALL.stream().map(lane -> lane.name() + ".front").toArray(String[]::new));
        orchestrator = cluster.orchestrator();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aJobAtTheFrontIsDoneBeforeTheBacklogOfAnother() throws Exception {
        cluster.worker(PretendedWork.ofTasks(TASKS).taking(Duration.ofMillis(150)));
        begin("backlog", JobTiming.NONE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> cluster.ports().broker().depth("file").ready() > TASKS / 2);

        begin("urgent", JobTiming.NONE.goingFirst());
        await().atMost(120, TimeUnit.SECONDS).until(() -> job("urgent").state() == JobState.COMPLETED);

        // without a queue for the front it would have come to its end before; on a busy machine some of it is taken in between
        assertThat(job("backlog").tasksOpen()).as("what waited still waits").isGreaterThan(TASKS / 4);
        await().atMost(120, TimeUnit.SECONDS).until(() -> job("backlog").state() == JobState.COMPLETED);
        assertThat(List.of(job("backlog").retriedTasks(), job("urgent").retriedTasks()))
                .as("nothing was taken for lost, though two queues of a lane have come to different times")
                .containsOnly(0L);
    }

    @Test
    void theQueuesForTheFrontAreShownAsLongAsAJobIsThere() throws Exception {
        Http http = new Http(orchestrator.uri());
        begin("urgent", JobTiming.NONE.goingFirst());
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> http.get("/api/v1/queues").body().toString().contains("restart.front"));
        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/jobs/urgent").body().path("waiting_for")
                .toString().contains("none takes tasks from queue 'restart.front'"));

        cluster.worker(PretendedWork.ofTasks(1));
        await().atMost(30, TimeUnit.SECONDS).until(() -> job("urgent").state() == JobState.COMPLETED);

        assertThat(http.get("/api/v1/workers").body().findValue("queues").toString())
                .as("those that it was told to take from").doesNotContain("front");
    }

    private Job begin(String name, JobTiming timing) throws InterruptedException {
        IngestSpec work = IngestSpec.of(new RawPath("/data"), "/z/x", Operation.REGISTER_SYNC);
        Created made = (Created) cluster.jobs().create(NewJob.of(
                new JobSpec(name, work, JobOptions.NONE.timed(timing)), IngestCourse.of(work)));
        new Publisher(cluster.ports()).registered(made.job(), List.of(made.first()));
        return made.job();
    }

    private Job job(String name) throws InterruptedException {
        return cluster.jobs().byName(name).orElseThrow();
    }
}

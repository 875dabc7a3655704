package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.testservers.TestServers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trouble of one job is that job's, and is told in one line. */
class JobTroubleTest {
    private final String refused = "refused-" + UUID.randomUUID();
    private TestCluster cluster;
    private Connection owner;

    /** A queue that belongs to another connection is refused to us. */
    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(TestServers.broker().uri());
        owner = factory.newConnection();
        owner.createChannel().queueDeclare(refused, false, true, true, Map.of());
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
        owner.close();
    }

    @Test
    void aQueueThatTheBrokerRefusesFailsItsJobAndNoOther() throws Exception {
        Job first = created("first", Map.of(IngestLane.BEGIN, refused));
        Job second = created("second", Map.of(IngestLane.FILE, refused));
        Job good = created("good", Map.of());
        cluster.worker(PretendedWork.ofTasks(3));

        Http http = new Http(cluster.orchestrator().uri());

        await().atMost(60, TimeUnit.SECONDS).until(() -> now(good).state() == JobState.COMPLETED);
        for (Job job : new Job[]{first, second}) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> now(job).state() == JobState.FAILED);
            assertThat(now(job).error()).hasValueSatisfying(
                    error -> assertThat(error).startsWith("RabbitMQ refuses queue '" + refused + "': ")
                            .hasLineCount(1));
        }
        assertThat(http.get("/api/v1/health").body().path("status").asText()).isEqualTo("up");
        assertThat(cluster.ports().outages().current()).isEmpty();
    }

    @Test
    void aQueueThatTheBrokerRefusesIsToldWhoeverAsksForTheJob() throws Exception {
        Http http = new Http(cluster.orchestrator().uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);

        Http.Answer answer = http.post("/api/v1/jobs",
                "{\"source\": \"/data\", \"target\": \"/z/x\", \"file_queue\": \"" + refused + "\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).startsWith("RabbitMQ refuses queue '" + refused + "': ");
        assertThat(cluster.ports().jobs().page(JobQuery.newest(10)).entries()).isEmpty();
    }

    private Job created(String name, Map<Lane, String> queues) throws InterruptedException {
        IngestSpec work = IngestSpec.of(RawPath.ofText("/data"), "/z/x", Operation.PUT);
        JobSpec spec = new JobSpec(name, work, JobOptions.NONE.onQueues(queues));
        return ((Created) cluster.ports().jobs().create(NewJob.of(spec, IngestCourse.of(work)))).job();
    }

    private Job now(Job job) throws InterruptedException {
        return cluster.ports().jobs().byId(job.id()).orElseThrow();
    }
}

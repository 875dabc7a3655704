package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that must begin or end by a time, as the admin endpoint shows them; two orchestrators look after them. */
class TimesTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final Duration SHORT = Duration.ofSeconds(1);

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        cluster.orchestrator();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void whatNoWorkerBeginsExpiresAndHarmsNoOther() throws Exception {
        begin("late", JobOptions.NONE.timed(JobTiming.NONE.startingWithin(SHORT)));
        begin("patient", JobOptions.NONE);

        awaitState("late", "EXPIRED");

        assertThat(http.get(JOBS + "/late").text("error"))
                .isEqualTo("no worker began it within 1 s of its start, as start_within asks; it was QUEUED");
        assertThat(http.get(JOBS + "/late").body().path("ended").booleanValue()).isTrue();
        assertThat(http.post(JOBS + "/late/resume", "").status()).isEqualTo(409);
        assertThat(http.post(JOBS + "/late/stop", "").status()).isEqualTo(409);
        assertThat(http.get(JOBS + "?state=EXPIRED").body().path("finished")).hasSize(1);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> http.get("/metrics").response().body()
                        .contains("irods_ingest_jobs{state=\"EXPIRED\"} 1.0"));
        cluster.worker(PretendedWork.ofTasks(1));
        awaitState("patient", "COMPLETED");
        assertThat(http.get(JOBS + "/late").text("state")).as("its message is dropped").isEqualTo("EXPIRED");
        begin("late", JobOptions.NONE);
        awaitState("late", "COMPLETED");
    }

    /** While it waits for others an orchestrator reads its record no more. */
    @Test
    void aJobThatWaitsForOthersExpiresToo() throws Exception {
        http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"first\"}");
        assertThat(http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"second\","
                + " \"after\": [\"first\"], \"start_within\": 2, \"deadline\": 1}").text("state"))
                .isEqualTo("BLOCKED");

        awaitState("second", "EXPIRED");

        assertThat(http.get(JOBS + "/second").text("error")).endsWith("as start_within asks; it was BLOCKED");
        assertThat(http.get(JOBS + "?state=BLOCKED").body().path("total").intValue()).isZero();
    }

    @Test
    void whatTakesTooLongIsStopped() throws Exception {
        PretendedWork work = PretendedWork.ofTasks(9).behind(new CountDownLatch(1));
        cluster.worker(work);
        begin("slow", JobOptions.NONE.timed(JobTiming.NONE.endingWithin(Duration.ofSeconds(3))));

        awaitState("slow", "STOPPED");

        assertThat(http.get(JOBS + "/slow").text("error"))
                .isEqualTo("stopped, for it took longer than its deadline of 3 s");
    }

    @Test
    void aPeriodicJobGoesOnAfterAPassThatTookTooLong() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.worker(PretendedWork.ofTasks(1).behind(gate));
        begin("periodic", JobOptions.every(Duration.ofSeconds(4))
                .timed(JobTiming.NONE.endingWithin(Duration.ofSeconds(3))));
        await().atMost(60, TimeUnit.SECONDS).until(() -> !ends("periodic", "STOPPED").isEmpty());

        gate.countDown();

        await().atMost(60, TimeUnit.SECONDS).until(() -> !ends("periodic", "COMPLETED").isEmpty());
        assertThat(ends("periodic", "STOPPED").getFirst().path("error").textValue())
                .isEqualTo("stopped, for it took longer than its deadline of 3 s");
    }

    /** The ends of passes that came out so, newest first. */
    private List<JsonNode> ends(String job, String outcome) throws Exception {
        return http.get(JOBS + '/' + job + "/history").body().findValues("pass_end").stream()
                .filter(end -> end.path("outcome").asText().equals(outcome)).toList();
    }

    private void begin(String name, JobOptions options) throws InterruptedException {
        IngestSpec work = IngestSpec.of(new RawPath("/data"), "/z/x", Operation.REGISTER_SYNC);
        Created made = (Created) cluster.jobs()
                .create(NewJob.of(new JobSpec(name, work, options), IngestCourse.of(work)));
        new Publisher(cluster.ports()).registered(made.job(), List.of(made.first()));
    }

    private void awaitState(String job, String state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> http.get(JOBS + '/' + job).text("state").equals(state));
    }
}

package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are held, go on, try again and run again, as the admin endpoint shows them. */
class PauseTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String JOB = "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\"}";
    private static final String PERIODIC = "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\","
            + " \"interval\": 1000}";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aPausedJobBeginsNoTaskAndLosesNone() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        PretendedWork work = PretendedWork.ofTasks(500).behind(gate);
        cluster.worker(work);
        http.post(JOBS, JOB);
        assertThat(work.begun().await(60, TimeUnit.SECONDS)).isTrue();

        Http.Answer paused = http.post(JOBS + "/job/pause", "");
        assertThat(paused.text("state")).isEqualTo("PAUSED");
        assertThat(http.post(JOBS + "/job/pause", "").text("state")).as("again").isEqualTo("PAUSED");
        gate.countDown();
        await().atMost(30, TimeUnit.SECONDS).until(() -> cluster.ports().broker().depth("file").ready() == 0);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> cluster.ports().workers().alive().stream()
                        .allMatch(worker -> worker.running().isEmpty()));
        assertThat(http.get(JOBS + "/job").text("state")).isEqualTo("PAUSED");
        assertThat(count("registered")).as("what was running came to its end").isBetween(1, 20);

        assertThat(http.post(JOBS + "/job/resume", "").text("state")).isIn("RUNNING", "COMPLETED");
        awaitState("COMPLETED");
        assertThat(count("registered")).isEqualTo(500);
        assertThat(http.get(JOBS + "/job").body().path("total_tasks").intValue()).isEqualTo(501);
        assertThat(http.post(JOBS + "/job/pause", "").status()).isEqualTo(409);
        assertThat(http.post(JOBS + "/job/resume", "").status()).isEqualTo(409);
    }

    @Test
    void aPeriodicJobWaitsAndCanBePausedAndStoppedThen() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));
        http.post(JOBS, PERIODIC);
        awaitState("WAITING");

        Http.Answer waiting = http.get(JOBS + "/job");
        assertThat(waiting.body().path("passes").intValue()).isEqualTo(1);
        assertThat(waiting.text("next_run")).isNotEmpty();
        assertThat(waiting.body().path("ended").booleanValue()).isFalse();
        assertThat(http.get(JOBS).body().path("periodic")).hasSize(1);
        assertThat(http.get(JOBS).body().path("singlepass")).isEmpty();
        assertThat(http.post(JOBS, JOB).status()).as("it has the name").isEqualTo(409);
        assertThat(http.post(JOBS + "/job/pause", "").text("state")).isEqualTo("PAUSED");
        assertThat(http.post(JOBS + "/job/resume", "").text("state")).isEqualTo("WAITING");
        http.post(JOBS + "/job/stop", "");
        awaitState("STOPPED");
    }

    @Test
    void aPassThatCannotBeDoneLeavesItsErrorAndThePeriodicJob() throws Exception {
        cluster.worker(PretendedWork.failingJobs("the source is not mounted"));
        http.post(JOBS, PERIODIC);

        awaitState("WAITING");

        assertThat(http.get(JOBS + "/job").text("error")).isEqualTo("the source is not mounted");
    }

    @Test
    void failuresAreTriedAgainOnlyWhenThereAreSome() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(1)).close();
        http.post(JOBS, JOB);
        assertThat(http.post(JOBS + "/job/retry", "").status()).as("it has not ended").isEqualTo(409);
        cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(1));
        awaitState("COMPLETED_WITH_FAILURES");
        String id = http.get(JOBS + "/job").text("id");
        http.post(JOBS, PERIODIC);
        assertThat(http.post(JOBS + "/" + id + "/retry", "").status()).as("its name is taken").isEqualTo(409);
        http.post(JOBS + "/job/stop", "");
        awaitState("STOPPED");

        Http.Answer again = http.post(JOBS + "/" + id + "/retry", "");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("ended").booleanValue()).isFalse();
        assertThat(http.get(JOBS + "/job").text("id")).as("it has its name again").isEqualTo(id);
        assertThat(http.post(JOBS + "/unknown/retry", "").status()).isEqualTo(404);
    }

    private int count(String name) throws Exception {
        return http.get(JOBS + "/job").body().path("counts").path(name).intValue();
    }

    private void awaitState(String state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> http.get(JOBS + "/job").text("state").equals(state));
    }
}

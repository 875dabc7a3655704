package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String JOB = "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"job\"}";

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
    void aJobThatNobodyHasIsStoppedAtOnceAndItsNameIsFree() throws Exception {
        http.post(JOBS, JOB);

        Http.Answer stopped = http.post(JOBS + "/job/stop", "");

        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.text("state")).isEqualTo("STOPPED");
        assertThat(http.get(JOBS).body().path("stopped")).hasSize(1);
        assertThat(http.post(JOBS + "/job/stop", "").text("state")).isEqualTo("STOPPED");
        assertThat(http.post(JOBS, JOB).status()).isEqualTo(201);
    }

    @Test
    void tenThousandTasksAreStoppedWithinTwoSecondsAndTheQueueDrains() throws Exception {
        PretendedWork work = PretendedWork.ofTasks(10_000).behind(new CountDownLatch(1));
        cluster.worker(work);
        http.post(JOBS, JOB);
        assertThat(work.begun().await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(http.get(JOBS + "/job").body().path("remaining_tasks").intValue()).isEqualTo(10_000);

        long begun = System.nanoTime();
        Http.Answer answer = http.post(JOBS + "/job/stop", "");
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);

        // the promise is the orchestrator's, which bounds it itself: this is no measurement of the machine
        assertThat(taken).isLessThan(Duration.ofSeconds(2));
        assertThat(answer.text("state")).isIn("STOPPING", "STOPPED");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> http.get(JOBS + "/job").text("state").equals("STOPPED"));
        await().atMost(180, TimeUnit.SECONDS)
                .until(() -> cluster.ports().broker().depth("file").ready() == 0);
        assertThat(http.get(JOBS + "/job").body().path("counts").path("registered").intValue()).isZero();
        assertThat(http.post(JOBS, JOB).status()).isEqualTo(201);
    }
}

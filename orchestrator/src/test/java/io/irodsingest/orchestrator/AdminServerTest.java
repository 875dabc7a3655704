package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String GOOD = "{\"source\": \"/data\", \"target\": \"/tempZone/home/rods/data\"";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aJobIsStartedShownAndItsNameTaken() throws Exception {
        Http.Answer started = http.post(JOBS, GOOD + ", \"job_name\": \"first\", \"operation\": \"put\"}");

        assertThat(started.status()).isEqualTo(201);
        assertThat(started.text("job_name")).isEqualTo("first");
        assertThat(started.text("state")).isEqualTo("QUEUED");
        assertThat(started.text("operation")).isEqualTo("PUT");
        assertThat(started.body().path("files_per_task").intValue()).isEqualTo(50);
        assertThat(started.body().path("remaining_tasks").intValue()).isEqualTo(1);
        assertThat(started.body().path("waiting_for").toString()).contains("a worker: none takes tasks from queue");
        assertThat(started.response().headers().firstValue("Location")).contains(JOBS + "/" + started.text("id"));
        assertThat(http.get(JOBS + "/first").text("id")).isEqualTo(started.text("id"));
        assertThat(http.get(JOBS + "/" + started.text("id")).text("job_name")).isEqualTo("first");
        assertThat(http.get(JOBS).body().path("singlepass")).hasSize(1);
        Http.Answer second = http.post(JOBS, GOOD + ", \"job_name\": \"first\"}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("detail")).startsWith("a job named 'first' exists and is QUEUED");
        await().until(() -> cluster.ports().broker().depth("restart").ready() == 1);
    }

    @Test
    void sourcesArriveAsTheirBytesInOneForm() throws Exception {
        String body = "{\"source\": \"//d%41ta%FF/%E2%82%AC/\", \"target\": \"/z/x/\"}";

        Http.Answer started = http.post(JOBS, body);

        assertThat(started.text("source")).isEqualTo("/dAta%FF/€");
        assertThat(started.text("target")).isEqualTo("/z/x");
    }

    @Test
    void aTokenIsNeededWhenThereAreSome(@TempDir Path folder) throws Exception {
        var guarded = new Http(cluster.orchestrator(
                TestCluster.settings(folder.resolve("tokens"), Map.of("admin", "0123456789abcdef"))).uri());

        for (String path : new String[]{JOBS, "/api/v1/health", "/api/v1/health/live", "/metrics", "/nothing"}) {
            assertThat(guarded.get(path).status()).as(path).isEqualTo(401);
            assertThat(guarded.send("GET", path, "", "Authorization", "Bearer 0123456789abcdeX").status()).as(path)
                    .isEqualTo(401);
            assertThat(guarded.send("GET", path, "", "Authorization", "Basic eDp5").status()).as(path).isEqualTo(401);
        }
        assertThat(guarded.send("GET", JOBS, "", "Authorization", "Bearer 0123456789abcdef").status()).isEqualTo(200);
    }

    @Test
    void aJobRunsToItsEndWithItsFailures() throws Exception {
        cluster.worker(PretendedWork.ofTasks(20).ofWhichFail(3));

        String id = http.post(JOBS, GOOD + "}").text("id");

        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get(JOBS + "/" + id).body().path("ended").booleanValue());
        Http.Answer job = http.get(JOBS + "/" + id);
        assertThat(job.text("state")).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.body().path("counts").path("registered").intValue()).isEqualTo(17);
        assertThat(job.body().path("total_tasks").intValue()).isEqualTo(21);
        assertThat(job.body().path("remaining_tasks").intValue()).isZero();
        assertThat(job.body().path("failed_tasks").intValue()).isEqualTo(3);
        assertThat(http.get(JOBS).body().path("finished")).hasSize(1);
        Http.Answer failures = http.get(JOBS + "/" + id + "/failures?offset=1&limit=2");
        assertThat(failures.body().path("failures")).hasSize(2);
        assertThat(failures.body().path("failures").path(0).path("path").textValue()).startsWith("/data/file-");
        assertThat(http.post(JOBS + "/" + id + "/stop", "").status()).isEqualTo(409);
    }

    @Test
    void healthWorkersAndMetricsShowTheCluster() throws Exception {
        assertThat(http.get("/api/v1/health").text("status")).isEqualTo("waiting");
        PretendedWork work = PretendedWork.ofTasks(1).behind(new CountDownLatch(1));
        cluster.worker(work);
        http.post(JOBS, GOOD + "}");

        assertThat(work.begun().await(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> http.get("/api/v1/health").text("status").equals("up"));
        await().until(() -> http.get("/api/v1/workers").body().path("workers").path(0).path("activities").size() == 1);
        assertThat(http.get("/api/v1/health/live").status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(http.get("/metrics").response().body())
                .contains("irods_ingest_jobs{state=\"RUNNING\"} 1.0", "irods_ingest_workers 1.0",
                        "irods_ingest_worker_figures{figure=\"irods_requests\"} 7.0",
                        "irods_ingest_queue_consumers{queue=\"file\"} 1.0",
                        "irods_ingest_dependency_up{dependency=\"redis\"} 1.0", "jvm_memory_used_bytes"));
    }
}

package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { | not JSON
            {} | source is missing
            null | the request is null
            [] | not what is expected
            {"source": "/data"} | target is missing
            {"source": "/data", "target": "/"} | target '/' is refused
            {"source": "/data", "target": "home/rods"} | target 'home/rods' is not an absolute logical path
            {"source": "/data", "target": "/z//x"} | has an empty, '.' or '..' element
            {"source": "data", "target": "/z/x"} | source 'data' is not an absolute path
            {"source": "/a/../b", "target": "/z/x"} | has a '..' element
            {"source": "/a%2", "target": "/z/x"} | a percent sign itself is %25
            {"source": "/a%00", "target": "/z/x"} | has a NUL in it
            {"source": "/a", "target": "/z/x", "files_per_task": 0} | files per task must be at least 1, not 0
            {"source": "/a", "target": "/z/x", "files_per_task": "5"} | field 'files_per_task' is of the wrong type
            {"source": "/a", "target": "/z/x", "operation": "MOVE"} | operation 'MOVE' is not known; choose one of REGISTER_SYNC, PUT
            {"source": "/a", "target": "/z/x", "job_name": "a/b"} | job name 'a/b' is not usable
            {"source": "/a", "target": "/z/x", "interval": 5} | unknown field 'interval'; known are files_per_task, ignore_cache, job_name, operation, resource, source, target
            """)
    void aRequestThatIsWrongIsToldWhy(String body, String why) throws Exception {
        Http.Answer answer = http.post(JOBS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.mediaType()).isEqualTo("application/problem+json");
        assertThat(answer.text("detail")).contains(why).doesNotContain("io.irodsingest", "java.");
        assertThat(answer.body().path("status").intValue()).isEqualTo(400);
        assertThat(http.get(JOBS).body().path("singlepass")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/jobs/unknown,404", "POST,/api/v1/jobs/unknown/stop,404",
            "GET,/api/v1/jobs/unknown/failures,404", "GET,/nothing,404", "DELETE,/api/v1/jobs,405",
            "GET,/api/v1/jobs/x/failures?limit=0,400", "GET,/api/v1/jobs/x/failures?offset=-1,400",
            "GET,/api/v1/jobs/x/failures?limit=many,400", "GET,/api/v1/%ZZ,400", "GET,/api/v1/jobs/..%2Fx,400"})
    void everyErrorIsAProblem(String method, String path, int status) throws Exception {
        Http.Answer answer = http.send(method, path.replace("%ZZ", "%C0%AF"), "", "Accept", "*/*");

        assertThat(answer.status()).isEqualTo(path.contains("%ZZ") ? answer.status() : status);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.mediaType()).isEqualTo("application/problem+json");
        assertThat(answer.body().path("status").intValue()).isEqualTo(answer.status());
        assertThat(answer.text("detail")).isNotEmpty();
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

    @ParameterizedTest
    @ValueSource(strings = {"100% sure", "a;b=c", "back\\slash", "ümläut €", "what?#&", "+"})
    void anyNameCanBeAskedFor(String name) throws Exception {
        String json = name.replace("\\", "\\\\");
        http.post(JOBS, GOOD + ", \"job_name\": \"" + json + "\"}");

        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(http.get(JOBS + "/" + path).text("job_name")).isEqualTo(name);
    }

    @Test
    void aLargeBodyIsRefused() throws Exception {
        String body = GOOD + ", \"job_name\": \"" + "x".repeat(2 * 1024 * 1024) + "\"}";

        assertThat(http.post(JOBS, body).status()).isEqualTo(413);
    }

    @Test
    void onlyJsonIsTaken() throws Exception {
        assertThat(http.send("POST", JOBS, GOOD + "}", "Content-Type", "text/plain").status()).isEqualTo(415);
    }

    @Test
    void pagesOfOtherOriginsAreRefused() throws Exception {
        assertThat(http.send("GET", JOBS, "", "Origin", "http://evil.example").status()).isEqualTo(403);
        assertThat(http.send("GET", JOBS, "", "Origin", "null").status()).isEqualTo(403);
    }

    @Test
    void aTokenIsNeededWhenThereIsOne() throws Exception {
        var settings = TestCluster.settings();
        var guarded = new Http(cluster.orchestrator(new OrchestratorSettings("127.0.0.1", 0,
                Optional.of("0123456789abcdef"), settings.sweepEvery(), settings.unpublishedAfter(),
                settings.stalledAfter())).uri());

        for (String path : new String[] {JOBS, "/api/v1/health", "/api/v1/health/live", "/metrics", "/nothing"}) {
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
        await().until(() -> http.get("/api/v1/workers").body().path("workers").path(0).path("running").size() == 1);
        assertThat(http.get("/api/v1/health/live").status()).isEqualTo(204);
        await().untilAsserted(() -> assertThat(http.get("/metrics").response().body())
                .contains("irods_ingest_jobs{state=\"RUNNING\"} 1.0", "irods_ingest_workers 1.0",
                        "irods_ingest_worker_figures{figure=\"irods_requests\"} 7.0",
                        "irods_ingest_queue_consumers{queue=\"file\"} 1.0",
                        "irods_ingest_dependency_up{dependency=\"redis\"} 1.0", "jvm_memory_used_bytes"));
    }
}

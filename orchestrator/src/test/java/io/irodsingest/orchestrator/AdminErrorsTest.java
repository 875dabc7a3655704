package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminErrorsTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String GOOD = "{\"source\": \"/data\", \"target\": \"/tempZone/home/rods/data\"";

    private static TestCluster cluster;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
    }

    @AfterAll
    static void end() throws Exception {
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
            {"source": "/a", "target": "/z/x", "operation": "MOVE"} | operation 'MOVE' is not known; choose one of REGISTER_SYNC, REGISTER_AS_REPLICA_SYNC, PUT,
            {"source": "/a", "target": "/z/x", "compare": "size"} | compare 'size' is not known; choose one of QUICK, CHECKSUM, NEVER
            {"source": "/a", "target": "/z/x", "undecodable": "x"} | undecodable 'x' is not known; choose one of FAIL, UPLOAD, SKIP
            {"source": "/a", "target": "/z/x", "bundle": "1"} | bundle is off, auto, or how many files go together, from 2 to 1000, not '1'
            {"source": "/a", "target": "/z/x", "bundle": "auto"} | bundle is for uploads: operation REGISTER_SYNC has none
            {"source": "/a", "target": "/z/x", "bundle": "50", "operation": "PUT"} | bundle needs a resource
            {"source": "/a", "target": "/z/x", "job_name": "a/b"} | job name 'a/b' is not usable
            {"source": "/a", "target": "/z/x", "intervall": 5} | unknown field 'intervall'; known are after, after_any,
            {"source": "/a", "target": "/z/x", "max_tasks": 5, "limits": {}} | unknown field 'max_tasks'; known are after, after_any,
            {"source": "/a", "target": "/z/x", "limits": {"max_parallel_tasks": 5}} | unknown field 'limits'; known are after, after_any,
            {"source": "/a", "target": "/z/x", "max_parallel_tasks": "5"} | field 'max_parallel_tasks' is of the wrong type: Cannot coerce String value ("5") to Integer value
            {"source": "/a", "target": "/z/x", "event_handler": {"form": "yaml", "file_name": "h.yaml", "content": "YTogYg=="}} | h.yaml:1: unknown key 'a'
            {"source": "/a", "target": "/z/x", "event_handler": {"form": "jar", "file_name": "h.jar", "content": "YTogYg=="}} | h.jar is no jar
            {"source": "/a", "target": "/z/x", "event_handler": {"form": "jar", "file_name": "h.jar", "content": "??"}} | is not base64
            """)
    void aRequestThatIsWrongIsToldWhy(String body, String why) throws Exception {
        JsonNode before = http.get(JOBS).body().path("singlepass");

        Http.Answer answer = http.post(JOBS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.mediaType()).isEqualTo("application/problem+json");
        assertThat(answer.text("detail")).contains(why).doesNotContain("io.irodsingest", "java.");
        assertThat(answer.body().path("status").intValue()).isEqualTo(400);
        assertThat(http.get(JOBS).body().path("singlepass")).hasSameSizeAs(before);
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
        String body = GOOD + ", \"job_name\": \"" + "x".repeat(17 * 1024 * 1024) + "\"}";

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
}

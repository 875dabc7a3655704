package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.irodsingest.orchestrator.Http.Answer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the OpenAPI document says is so. */
class OpenApiTest {
    private static TestCluster cluster;
    private static Http http;
    private static JsonNode document;
    private static String worker;

    @BeforeAll
    static void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
        PretendedWork work = PretendedWork.ofTasks(3).ofWhichFail(1);
        worker = cluster.worker(work).id();
        http.post("/api/v1/jobs", "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"done\"}");
        await().until(() -> http.get("/api/v1/jobs/done").body().path("ended").booleanValue());
        PretendedWork waiting = PretendedWork.ofTasks(1).behind(new CountDownLatch(1));
        cluster.worker(waiting);
        cluster.publish("file", "no JSON");
        await().until(() -> http.get("/api/v1/dead-letters").body().path("total").intValue() == 1);
        cluster.worker(new PretendedRows(cluster.ports().batches()).handlers(), PretendedRows.QUEUES);
        await().until(() -> http.get("/api/v1/processors").body().path("processors").size() == 2);
        http.post("/api/v1/batches",
                "{\"app\": \"sample\", \"op\": \"echo\", \"job_name\": \"rows\", \"rows\": [{\"output\": 1}]}");
        http.post("/api/v1/queries?wait=20",
                "{\"app\": \"sample\", \"op\": \"ask\", \"job_name\": \"question\", \"input\": {\"a\": [1, 2.5]}}");
        document = http.get("/api/v1/openapi.json").body();
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/jobs, /api/v1/jobs", "/api/v1/jobs/{job}, /api/v1/jobs/done",
            "/api/v1/jobs/{job}/failures, /api/v1/jobs/done/failures",
            "/api/v1/jobs/{job}/history, /api/v1/jobs/done/history", "/api/v1/workers, /api/v1/workers",
            "/api/v1/workers/{worker}, /api/v1/workers/WORKER", "/api/v1/queues, /api/v1/queues",
            "/api/v1/dead-letters, /api/v1/dead-letters", "/api/v1/configuration, /api/v1/configuration",
            "/api/v1/batches, /api/v1/batches", "/api/v1/batches/{batch}, /api/v1/batches/rows",
            "/api/v1/batches/{batch}/files, /api/v1/batches/rows/files", "/api/v1/queries, /api/v1/queries",
            "/api/v1/queries/{query}, /api/v1/queries/question", "/api/v1/processors, /api/v1/processors",
            "/api/v1/health, /api/v1/health", "/api/v1/health/ready, /api/v1/health/ready"})
    void answersAreAsTheirSchemasSay(String path, String request) throws Exception {
        Answer answer = http.get(request.replace("WORKER", worker));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode schema = document.path("paths").path(path).path("get").path("responses").path("200").path("content")
                .path("application/json").path("schema");
        assertThat(schema.path("$ref").textValue()).startsWith("#/components/schemas/");
        assertThat(schema(schema).validate(answer.body())).isEmpty();
        assertThat(answer.body()).as("an answer that shows something").isNotEmpty();
    }

    @Test
    void problemsAreAsTheirSchemaSays() throws Exception {
        Answer problem = http.get("/api/v1/jobs/none");

        assertThat(problem.status()).isEqualTo(404);
        JsonNode schema = document.path("components").path("responses").path("problem").path("content")
                .path("application/problem+json").path("schema");
        assertThat(schema(schema).validate(problem.body())).isEmpty();
    }

    /** The groups that a request is made of in our code are nothing that a sender must know. */
    @Test
    void theSchemaOfARequestHasTheFieldsThatTheEndpointKnows() throws Exception {
        String told = http.post("/api/v1/jobs", "{\"no_field\": 1}").text("detail");

        JsonNode schema = document.path("components").path("schemas").path("JobRequest").path("properties");
        String known = schema.propertyStream().map(Map.Entry::getKey).sorted().collect(Collectors.joining(", "));
        assertThat(told).isEqualTo("unknown field 'no_field'; known are " + known);
        assertThat(schema.path("max_parallel_tasks").path("type")).extracting(JsonNode::textValue)
                .containsExactly("integer", "null");
    }

    @Test
    void streamsOfRowsAndResultsAreDescribed() {
        JsonNode submit = document.path("paths").path("/api/v1/batches").path("post");
        assertThat(submit.path("requestBody").path("content").propertyStream().map(Map.Entry::getKey))
                .containsExactly("application/json", "application/x-ndjson", "text/csv");
        assertThat(submit.path("parameters")).extracting(parameter -> parameter.path("name").textValue()).contains(
                "app",
                "op", "max_failed");
        assertThat(
                document.path("paths").path("/api/v1/batches/{batch}/results").path("get").path("responses").path("200")
                        .path("content").propertyStream().map(Map.Entry::getKey))
                .containsExactly("application/x-ndjson", "text/csv");
    }

    @Test
    void aSchemaRefusesWhatIsNotSo() throws Exception {
        JsonNode job = http.get("/api/v1/jobs/done").body().deepCopy();
        ((ObjectNode) job).put("state", 5).remove("id");
        JsonNode schema = document.path("paths").path("/api/v1/jobs/{job}").path("get").path("responses").path("200")
                .path("content").path("application/json").path("schema");

        assertThat(schema(schema).validate(job)).hasSize(2);
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndKnownParameters() {
        Set<String> ids = new HashSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            assertThat(ids.add(operation.path("operationId").textValue())).as(path.getKey()).isTrue();
            assertThat(operation.path("summary").textValue()).isNotBlank().doesNotEndWith(".");
            operation.path("parameters")
                    .forEach(parameter -> assertThat(parameter.path("in").textValue().equals("path"))
                            .isEqualTo(path.getKey().contains("{" + parameter.path("name").textValue() + "}")));
        }));
        assertThat(document.path("openapi").textValue()).startsWith("3.1.");
    }

    /** The references in it are those of the document. */
    private static JsonSchema schema(JsonNode reference) {
        var root = document.deepCopy();
        ((ObjectNode) root).set("$ref", reference.path("$ref"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }
}

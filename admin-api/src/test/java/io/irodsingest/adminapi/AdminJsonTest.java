package io.irodsingest.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminJsonTest {
    private static final Instant START = Instant.parse("2026-11-22T13:00:00.250Z");
    private static final JobView RUNNING = new JobView("id", "name",
            new JobView.Work(Optional.of("/data/%FF"), Optional.of("/tempZone/data"), "PUT", "APPLY", Optional.empty(),
                    Optional.empty(), 50, false),
            "RUNNING", false, Map.of("files", 7L), new JobView.Tasks(10, 4, 1, 2),
            new JobView.Pass(12.5, START, Optional.empty(), Optional.empty(), 0, Optional.empty()), List.of("iRODS"),
            new JobView.Origin(Optional.empty(), Optional.empty()),
            new JobView.Chain(Optional.empty(), Optional.empty()));
    private final JsonMapper strict = AdminJson.strict();

    @Test
    void namesAreThoseThatScriptsKnow() throws Exception {
        JsonNode json = strict.readTree(strict.writeValueAsString(RUNNING));

        assertThat(json.propertyStream().map(Map.Entry::getKey)).containsExactly("id", "job_name", "source", "target",
                "operation", "mode", "files_per_task", "ignore_cache", "state", "ended", "counts", "total_tasks",
                "remaining_tasks", "failed_tasks", "retried_tasks", "elapsed_time", "start_time", "passes",
                "waiting_for");
        assertThat(json.get("elapsed_time").doubleValue()).isEqualTo(12.5);
        assertThat(json.get("start_time").textValue()).isEqualTo("2026-11-22T13:00:00.250Z");
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        var health = new HealthView(HealthView.Status.DOWN,
                Map.of("redis", new HealthView.Dependency(false, START, Optional.of("refused"))), 0, List.of());
        var list = new JobList(List.of(), List.of(RUNNING), List.of(), List.of(), 1, List.of(),
                Optional.of("1795804575000-abc"));

        assertThat(strict.readValue(strict.writeValueAsString(health), HealthView.class)).isEqualTo(health);
        assertThat(strict.writeValueAsString(health)).contains("\"down\"");
        assertThat(strict.readValue(strict.writeValueAsString(list), JobList.class)).isEqualTo(list);
    }

    @Test
    void aRequestMayLeaveOutWhatHasADefault() throws Exception {
        assertThat(strict.readValue("{\"source\": \"/a\", \"target\": \"/z/a\"}", JobRequest.class))
                .isEqualTo(JobRequest.of("/a", "/z/a").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sauce\": \"/a\"}", "{\"source\": 5}", "{\"files_per_task\": \"5\"}",
            "{\"files_per_task\": 1.5}", "{\"ignore_cache\": \"yes\"}", "{\"ignore_cache\": 1}", "{} {}",
            "{\"source\": \"/a\", \"source\": \"/b\"}", "{\"source\": [\"/a\"]}", "{", "[]"})
    void aServerTakesNothingElse(String json) {
        assertThatThrownBy(() -> strict.readValue(json, JobRequest.class))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void aMisspeltNameIsToldWithAllThatAreKnown() {
        assertThatThrownBy(() -> strict.readValue("{\"source\": \"/a\", \"max_tasks\": 5}", JobRequest.class))
                .isInstanceOfSatisfying(UnrecognizedPropertyException.class, unknown -> {
                    assertThat(unknown.getPropertyName()).isEqualTo("max_tasks");
                    assertThat(unknown.getKnownPropertyIds().stream().map(String::valueOf))
                            .containsExactlyInAnyOrderElementsOf(fieldsOfAWholeRequest());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to", "treatment", "deletion", "division", "retries", "limits", "timing", "chain"})
    void aGroupIsNoField(String group) {
        for (String value : List.of("1", "{}", "null")) {
            assertThatThrownBy(() -> strict.readValue("{\"" + group + "\": " + value + "}", JobRequest.class))
                    .isInstanceOf(UnrecognizedPropertyException.class);
        }
    }

    /** A field that is only in one of the two would be one that no sender can set, or one that is in no request. */
    @Test
    void aBuilderCanSetEveryFieldAndWhatItSetsIsRead() throws Exception {
        JobRequest whole = wholeRequest();
        String json = strict.writeValueAsString(whole);

        assertThat(strict.readValue(json, JobRequest.class)).isEqualTo(whole);
        assertThat(fieldsOf(JobRequest.class)).containsExactlyInAnyOrderElementsOf(fieldsOfAWholeRequest());
    }

    private static JobRequest wholeRequest() {
        return JobRequest.of("/a", "/z/a").id("id").jobName("name").operation("PUT").deleteMode("NO_TRASH")
                .resource("demoResc").filesPerTask(7).ignoreCache(true).initialIngest(false).checksum(true)
                .mode("DRY_RUN").interval(1.5).excludeFileType(List.of("link")).excludeFileName(List.of("x"))
                .excludeDirectoryName(List.of("y")).restartQueue("r").pathQueue("p").fileQueue("f").maxRetries(1)
                .retryDelay(2.5).timeout(3.5).maxDelete(4L).allowEmptySource(true)
                .eventHandler(new JobRequest.EventHandlerFile("yaml", "h.yaml", "YQ==")).asUser("a#z")
                .characterMap(List.of(new JobRequest.CharacterReplacement("x", "y"))).profile("p")
                .irodsIdleDisconnectSeconds(5).maxParallelTasks(6).maxBytesPerSecond(8L).maxRequestsPerSecond(9)
                .compare("QUICK").undecodable("SKIP").bundle("50").fromList(true)
                .s3(new S3Request(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), Optional.empty(), Optional.of("p"), Optional.empty(), Optional.of("secret")))
                .atFront(true).startWithin(10.0).deadline(11.0).keepFor(12.0).after(List.of("one"))
                .afterAny(List.of("two"))
                .onSuccess(new FollowUpRequest(
                        Optional.of(JobRequest.of("/b", "/z/b").always(ofSchedule("late")).build()), Optional.empty()))
                .onFailure(ofSchedule("again")).always(ofSchedule("report")).build();
    }

    /** Types stand in each other, and a mapper may meet any of them first. */
    @ParameterizedTest
    @ValueSource(classes = {JobRequest.class, BatchRequest.class, QueryRequest.class, FollowUpRequest.class})
    void requestsAreReadWhicheverIsFirst(Class<?> first) throws Exception {
        JsonMapper mapper = AdminJson.strict();
        assertThat(mapper.readValue("{}", first)).isNotNull();
        assertThat(
                mapper.readValue("{\"source\":\"/a\",\"always\":{\"batch\":{\"app\":\"b\"}}}", JobRequest.class).chain()
                        .always().flatMap(FollowUpRequest::batch).map(BatchRequest::app))
                .contains("b");
        assertThat(mapper.readValue("{\"app\":\"a\",\"on_success\":{\"query\":{\"app\":\"b\"}}}", BatchRequest.class)
                .chain()
                .onSuccess().flatMap(FollowUpRequest::query).map(QueryRequest::app)).contains("b");
        assertThat(
                mapper.readValue("{\"app\":\"a\",\"on_failure\":{\"start\":{\"source\":\"/b\"}}}", QueryRequest.class)
                        .chain().onFailure().flatMap(FollowUpRequest::start).map(job -> job.from().source()))
                .contains("/b");
        assertThatThrownBy(
                () -> mapper.readValue("{\"app\":\"a\",\"always\":{\"start\":{\"sauce\":1}}}", BatchRequest.class))
                .hasMessageContaining("sauce");
        assertThatThrownBy(() -> mapper.readValue("{\"stort\":1}", FollowUpRequest.class))
                .hasMessageContaining("stort");
    }

    private static FollowUpRequest ofSchedule(String name) {
        return new FollowUpRequest(Optional.empty(), Optional.of(name));
    }

    private List<String> fieldsOfAWholeRequest() {
        return strict.valueToTree(wholeRequest()).propertyStream().map(Map.Entry::getKey).toList();
    }

    private static List<String> fieldsOf(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? fieldsOf(component.getType().asSubclass(Record.class)).stream()
                        : Stream.of(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE
                                .translate(component.getName())))
                .toList();
    }

    @Test
    void aClientPassesOverWhatANewerServerSays() throws Exception {
        String newer = "{\"status\": 404, \"title\": \"t\", \"more\": 1}";

        assertThat(AdminJson.lenient().readValue(newer, Problem.class).status()).isEqualTo(404);
    }

    /** Also where that is called like a group of ours, of which the newer server knows nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"work", "tasks", "pass", "origin", "other"})
    void aClientPassesOverWhatANewerServerSaysOfAJob(String field) throws Exception {
        ObjectNode newer = strict.valueToTree(RUNNING);
        newer.put(field, "x").putObject(field + "_details").put("state", "y");

        assertThat(AdminJson.lenient().treeToValue(newer, JobView.class)).isEqualTo(RUNNING);
    }
}

package io.irodsingest.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminJsonTest {
    private static final Instant START = Instant.parse("2026-11-22T13:00:00.250Z");
    private static final JobView RUNNING = new JobView("id", "name", "/data/%FF", "/tempZone/data", "PUT",
            "APPLY", Optional.empty(), Optional.empty(), 50, false, "RUNNING", false, Map.of("files", 7L), 10, 4, 1, 2,
            12.5, START,
            Optional.empty(), Optional.empty(), 0, Optional.empty(), List.of("iRODS"), Optional.empty(),
            Optional.empty());
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
    void aClientPassesOverWhatANewerServerSays() throws Exception {
        String newer = "{\"status\": 404, \"title\": \"t\", \"more\": 1}";

        assertThat(AdminJson.lenient().readValue(newer, Problem.class).status()).isEqualTo(404);
    }
}

package io.irodsingest.dashboard.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.dashboard.form.FormField.Kind;
import io.irodsingest.dashboard.form.ScheduleForm.Does;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forms become requests, and requests forms. */
class FormValuesTest {
    @Test
    void whatIsSentBecomesARequestWithoutEmptyFields() {
        FormValues values = FormValues.sent(JobForm.groups(), Map.of("source", List.of("/data"), "target", List.of(""),
                "files_per_task", List.of(" 7 "), "retry_delay", List.of("0.5"), "max_retries", List.of("many"),
                "checksum", List.of("true"), "exclude_file_name", List.of("/a\r\n\r\n/b\r\n"), "s3.region_name",
                List.of("eu"), "character_map", List.of("{\"regex\":\":\",\"to\":\"_\"}"), "csrf", List.of("secret")));
        assertThat(values.request(JobForm.groups())).hasToString(
                json("""
                        {"source":"/data","s3":{"region_name":"eu"},"exclude_file_name":["/a","/b"],"checksum":true,
                        "character_map":[{"regex":":","to":"_"}],"files_per_task":7,"max_retries":"many","retry_delay":0.5}"""));
    }

    @Test
    void whatIsNoJsonIsToldWithItsLine() {
        FormValues values = FormValues.sent(JobForm.groups(), Map.of("character_map", List.of("{}\n{")));
        assertThatThrownBy(() -> values.request(JobForm.groups())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Characters that are replaced, line 2: not JSON: ");
    }

    @Test
    void theRequestOfAFilledFormIsTheOneItWasFilledWith() throws Exception {
        JobRequest request = AdminJson.strict().readValue("""
                {"source":"/bucket/x","target":"/z/x","s3":{"profile":"lab","anonymous":true},"interval":3600.0,
                "exclude_file_type":["link","pipe"],"at_front":true,"max_bytes_per_second":123456789012,
                "on_success":{"schedule":"next"},"after":["a","b"],"mode":"CHECK"}""", JobRequest.class);
        FormValues values = FormValues.of(JobForm.groups(), AdminJson.lenient().valueToTree(request));
        assertThat(values.values()).containsEntry("interval", "3600").containsEntry("s3", "true")
                .containsEntry("after", "a\nb");
        assertThat(AdminJson.strict().treeToValue(values.request(JobForm.groups()), JobRequest.class))
                .usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void everyFieldOfAJobIsOneOfItsRequest() throws Exception {
        assertThat(AdminJson.strict().treeToValue(filled(JobForm.groups()), JobRequest.class)).isNotNull();
        assertThat(AdminJson.strict().treeToValue(filled(BatchForm.groups()), BatchRequest.class)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldOfAScheduleIsOneOfItsRequest(Does does) throws Exception {
        JsonNode request = filled(ScheduleForm.groups(does));
        assertThat(AdminJson.strict().treeToValue(request, ScheduleRequest.class).action()).isNotNull();
    }

    private static JsonNode filled(List<FieldGroup> groups) {
        Map<String, String> values = new HashMap<>();
        groups.stream().flatMap(group -> group.fields().stream())
                .forEach(field -> values.put(field.name(), sample(field)));
        return new FormValues(values).request(groups);
    }

    private static String sample(FormField field) {
        return switch (field.kind()) {
            case NUMBER -> "5";
            case FLAG, OBJECT -> "true";
            case JSON, JSON_LINES -> field.kind() == Kind.JSON_LINES ? "{\"regex\":\"a\",\"to\":\"b\"}" : "{}";
            case TEXT, LINES -> field.choices().isEmpty() ? "x" : field.choices().getFirst();
        };
    }

    private static String json(String text) {
        try {
            return AdminJson.strict().readTree(text).toString();
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }
}

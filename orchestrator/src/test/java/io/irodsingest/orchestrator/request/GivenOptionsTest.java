package io.irodsingest.orchestrator.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.dashboard.form.FieldGroup;
import io.irodsingest.dashboard.form.FormField;
import io.irodsingest.dashboard.form.JobForm;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.ingesttasks.Undecodable;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What was asked for can be asked for again, without what is secret. */
class GivenOptionsTest {
    private static GivenOptions given(String request) throws Exception {
        JobRequest wish = AdminJson.strict().readValue(request, JobRequest.class);
        return GivenOptions.of("id", new NewJobs(Optional.of(ClusterKey.of(ClusterKey.random())))
                .of(wish, Circumstances.of("id", Grant.UNKNOWN, Optional.empty())).spec()).orElseThrow();
    }

    private static final List<String> REQUESTS = List.of(
            """
                    {"job_name":"lab","source":"/bucket/x","target":"/z/x","operation":"PUT_SYNC","delete_mode":"TRASH",
                    "resource":"root","as_user":"alice#z","interval":60.0,"files_per_task":7,"checksum":true,"ignore_cache":true,
                    "compare":"CHECKSUM","undecodable":"SKIP","max_delete":9,"allow_empty_source":true,"max_retries":2,
                    "retry_delay":1.5,"timeout":77.0,"max_parallel_tasks":3,"max_bytes_per_second":4096,
                    "max_requests_per_second":5,"at_front":true,"start_within":10.0,"deadline":100.0,"keep_for":3600.0,
                    "exclude_file_name":["/bucket/x/no.*"],"character_map":[{"regex":"[:]","to":"_"}],
                    "restart_queue":"a","path_queue":"b","file_queue":"c","irods_idle_disconnect_seconds":20,"profile":"p",
                    "s3":{"endpoint_domain":"store:9000","region_name":"eu","profile":"lab","insecure_connection":true,
                    "addressing_style":"path","multipart_chunksize_in_mib":16,"ignore_etag":true,"ignore_tags":true},
                    "on_failure":{"schedule":"repair"},"on_success":{"schedule":"next"},"always":{"schedule":"tell"}}""",
            """
                    {"source":"/a","target":"/z/x","operation":"PUT","mode":"DRY_RUN","initial_ingest":true,"resource":"root",
                    "bundle":"20","exclude_file_type":["link"],"exclude_directory_name":["/a/tmp.*"]}""");
    /** A job that is made of the form is another one, and what else it has is told as left out. */
    private static final List<String> NEVER = List.of("id", "after", "after_any", "from_list", "event_handler");

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void everyOptionIsGivenBack(String request) throws Exception {
        GivenOptions given = given(request);
        assertThat(given.leftOut()).isEmpty();
        assertThat(AdminJson.lenient().<JsonNode>valueToTree(given.request()))
                .isEqualTo(AdminJson.lenient().valueToTree(AdminJson.strict().readValue(request, JobRequest.class)));
    }

    @Test
    void noOptionIsForgottenHere() throws Exception {
        Set<String> asked = new TreeSet<>(NEVER);
        for (String request : REQUESTS) {
            AdminJson.strict().readTree(request).fieldNames().forEachRemaining(asked::add);
        }
        assertThat(names(JobRequest.class)).containsExactlyInAnyOrderElementsOf(asked);
    }

    private static List<String> names(Class<?> group) {
        return Stream.of(group.getRecordComponents()).flatMap(component -> component.getType().isRecord()
                && component.getType().getDeclaringClass() == JobRequest.class
                        ? names(component.getType()).stream()
                        : Stream.of(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName())))
                .toList();
    }

    @Test
    void whatIsSecretAndWhatFollowsIsNamedOnly() throws Exception {
        GivenOptions given = given("""
                {"source":"/bucket/x","target":"/z/x","s3":{"access_key":"AK","secret_key":"a secret"},
                "on_success":{"start":{"source":"/b","target":"/z/b"}}}""");
        assertThat(given.leftOut()).containsExactly("the key pair of its S3 store",
                "the job that follows it on success");
        assertThat(AdminJson.lenient().writeValueAsString(given.request())).doesNotContain("AK", "a secret",
                "on_success");
    }

    @Test
    void aListOfPathsIsMissed() throws Exception {
        assertThat(given("{\"source\":\"/a\",\"target\":\"/z/x\",\"from_list\":true}").leftOut()).singleElement()
                .asString()
                .startsWith("the list of its paths");
    }

    @Test
    void theFormOffersWhatMayBeChosen() {
        Map<String, Enum<?>[]> choices = Map.of("operation", Operation.values(), "delete_mode", DeleteMode.values(),
                "mode", Mode.values(), "compare", Compare.values(), "undecodable", Undecodable.values());
        List<FormField> fields = JobForm.groups().stream().map(FieldGroup::fields).flatMap(List::stream).toList();
        choices.forEach(
                (name, values) -> assertThat(fields).filteredOn(field -> field.name().equals(name)).singleElement()
                        .extracting(FormField::choices).isEqualTo(Arrays.stream(values).map(Enum::name).toList()));
    }
}

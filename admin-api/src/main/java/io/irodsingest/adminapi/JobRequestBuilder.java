package io.irodsingest.adminapi;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.JobRequest.CharacterReplacement;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is wanted of a job, and makes a request of it, whose groups its user need not know; null is what is not wanted. Not thread-safe.
 */
public final class JobRequestBuilder {
    private static final JsonMapper JSON = AdminJson.strict();

    /** As they are called in JSON, which is what makes groups of them. */
    private final Map<String, Object> fields = new LinkedHashMap<>();

    JobRequestBuilder(String source, String target) {
        with("source", source).with("target", target);
    }

    public JobRequestBuilder id(String value) {
        return with("id", value);
    }

    public JobRequestBuilder jobName(String value) {
        return with("job_name", value);
    }

    public JobRequestBuilder operation(String value) {
        return with("operation", value);
    }

    public JobRequestBuilder deleteMode(String value) {
        return with("delete_mode", value);
    }

    public JobRequestBuilder resource(String value) {
        return with("resource", value);
    }

    public JobRequestBuilder filesPerTask(Integer value) {
        return with("files_per_task", value);
    }

    public JobRequestBuilder ignoreCache(Boolean value) {
        return with("ignore_cache", value);
    }

    public JobRequestBuilder initialIngest(Boolean value) {
        return with("initial_ingest", value);
    }

    public JobRequestBuilder checksum(Boolean value) {
        return with("checksum", value);
    }

    public JobRequestBuilder mode(String value) {
        return with("mode", value);
    }

    public JobRequestBuilder interval(Double value) {
        return with("interval", value);
    }

    public JobRequestBuilder excludeFileType(List<String> value) {
        return with("exclude_file_type", value);
    }

    public JobRequestBuilder excludeFileName(List<String> value) {
        return with("exclude_file_name", value);
    }

    public JobRequestBuilder excludeDirectoryName(List<String> value) {
        return with("exclude_directory_name", value);
    }

    public JobRequestBuilder restartQueue(String value) {
        return with("restart_queue", value);
    }

    public JobRequestBuilder pathQueue(String value) {
        return with("path_queue", value);
    }

    public JobRequestBuilder fileQueue(String value) {
        return with("file_queue", value);
    }

    public JobRequestBuilder maxRetries(Integer value) {
        return with("max_retries", value);
    }

    public JobRequestBuilder retryDelay(Double value) {
        return with("retry_delay", value);
    }

    public JobRequestBuilder timeout(Double value) {
        return with("timeout", value);
    }

    public JobRequestBuilder maxDelete(Long value) {
        return with("max_delete", value);
    }

    public JobRequestBuilder allowEmptySource(Boolean value) {
        return with("allow_empty_source", value);
    }

    public JobRequestBuilder eventHandler(EventHandlerFile value) {
        return with("event_handler", value);
    }

    public JobRequestBuilder asUser(String value) {
        return with("as_user", value);
    }

    public JobRequestBuilder characterMap(List<CharacterReplacement> value) {
        return with("character_map", value);
    }

    public JobRequestBuilder profile(String value) {
        return with("profile", value);
    }

    public JobRequestBuilder irodsIdleDisconnectSeconds(Integer value) {
        return with("irods_idle_disconnect_seconds", value);
    }

    public JobRequestBuilder maxParallelTasks(Integer value) {
        return with("max_parallel_tasks", value);
    }

    public JobRequestBuilder maxBytesPerSecond(Long value) {
        return with("max_bytes_per_second", value);
    }

    public JobRequestBuilder maxRequestsPerSecond(Integer value) {
        return with("max_requests_per_second", value);
    }

    public JobRequestBuilder atFront(Boolean value) {
        return with("at_front", value);
    }

    public JobRequestBuilder startWithin(Double value) {
        return with("start_within", value);
    }

    public JobRequestBuilder deadline(Double value) {
        return with("deadline", value);
    }

    public JobRequestBuilder keepFor(Double value) {
        return with("keep_for", value);
    }

    public JobRequestBuilder compare(String value) {
        return with("compare", value);
    }

    public JobRequestBuilder undecodable(String value) {
        return with("undecodable", value);
    }

    public JobRequestBuilder fromList(Boolean value) {
        return with("from_list", value);
    }

    public JobRequestBuilder bundle(String value) {
        return with("bundle", value);
    }

    public JobRequestBuilder s3(S3Request value) {
        return with("s3", value);
    }

    public JobRequestBuilder after(List<String> value) {
        return with("after", value);
    }

    public JobRequestBuilder afterAny(List<String> value) {
        return with("after_any", value);
    }

    public JobRequestBuilder onSuccess(FollowUpRequest value) {
        return with("on_success", value);
    }

    public JobRequestBuilder onFailure(FollowUpRequest value) {
        return with("on_failure", value);
    }

    public JobRequestBuilder always(FollowUpRequest value) {
        return with("always", value);
    }

    public JobRequest build() {
        return JSON.convertValue(fields, JobRequest.class);
    }

    private JobRequestBuilder with(String field, Object value) {
        fields.put(field, value);
        return this;
    }
}

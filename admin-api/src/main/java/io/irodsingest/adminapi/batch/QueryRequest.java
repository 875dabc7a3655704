package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.JobRequest.Chain;
import io.irodsingest.adminapi.JobRequest.Limits;
import io.irodsingest.adminapi.JobRequest.Retries;
import io.irodsingest.adminapi.JobRequest.Timing;
import java.util.Optional;

/**
 * A wish for a slow query, whose fields are those of a {@link BatchRequest} where they have the same names. No group is null.
 *
 * @param app the application of the processor; null when the request does not have it, which is refused
 * @param op its operation, in upper or lower case; null when the request does not have it, which is refused
 */
public record QueryRequest(Optional<String> id, Optional<String> jobName, String app, String op,
        @JsonUnwrapped Question question, @JsonUnwrapped BatchRequest.Handling handling,
        @JsonUnwrapped Retries retries, @JsonUnwrapped Limits limits, @JsonUnwrapped Timing timing,
        @JsonUnwrapped Chain chain) {

    /**
     * What is asked.
     *
     * @param input any JSON; an empty object when empty
     * @param context any JSON, for the processor
     */
    public record Question(Optional<JsonNode> input, Optional<JsonNode> context) {}
}

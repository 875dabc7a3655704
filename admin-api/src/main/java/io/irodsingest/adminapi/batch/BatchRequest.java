package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.irodsingest.adminapi.JobRequest.Chain;
import io.irodsingest.adminapi.JobRequest.Limits;
import io.irodsingest.adminapi.JobRequest.Retries;
import io.irodsingest.adminapi.JobRequest.Timing;
import io.irodsingest.adminapi.TextOrNumber;
import java.util.List;
import java.util.Optional;

/**
 * A wish for a batch. What is empty is left to the orchestrator; in JSON it may be absent or null. The groups are no objects in JSON: the
 * fields of all of them stand side by side. No group is null.
 *
 * @param id what the batch and its job are to be called for ever, as that of {@link io.irodsingest.adminapi.JobRequest}
 * @param jobName unique among the jobs that have not ended; a UUID when empty
 * @param app the application of the processor; null when the request does not have it, which is refused
 * @param op its operation, in upper or lower case; null when the request does not have it, which is refused
 */
public record BatchRequest(Optional<String> id, Optional<String> jobName, String app, String op,
        @JsonUnwrapped Content content, @JsonUnwrapped Handling handling, @JsonUnwrapped Retries retries,
        @JsonUnwrapped Limits limits, @JsonUnwrapped Timing timing, @JsonUnwrapped Chain chain) {

    /**
     * What is worked on.
     *
     * @param context any JSON, for the processor
     * @param rows each is the input of a row, which is any JSON, or an object of {@code input} and, perhaps, {@code line}, and nothing else.
     *        Empty when the rows come as a text of their own
     * @param file the name of the file that the rows come from, for people
     * @param hold whether the batch waits for its release, and takes more rows until then
     * @param maxFailed a number of rows, or a percentage like {@code 5%}: when more have failed, the rest is given up
     */
    public record Content(Optional<JsonNode> context, Optional<List<JsonNode>> rows, Optional<String> file,
            Optional<Boolean> hold,
            @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> maxFailed) {}

    /**
     * How it is worked on.
     *
     * @param rowTimeout seconds that a row may take
     * @param output where output files go: {@code file:/DIRECTORY}, {@code s3://BUCKET/PREFIX} or {@code irods:/COLLECTION}; empty when they
     *        are only kept with the results
     * @param queue the queue of its tasks
     * @param asUser {@code NAME#ZONE} of the user of iRODS to act for
     */
    public record Handling(Optional<Double> rowTimeout, Optional<String> output, Optional<String> queue,
            Optional<String> asUser) {}
}

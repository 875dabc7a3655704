package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A slow query as it stands at one moment. The groups are no objects in JSON: the fields of all of them stand side by side.
 *
 * @param status as that of a {@link BatchView}; never {@code wait}
 * @param result any JSON, of a query that succeeded; empty in lists
 * @param messages why it failed; empty when it has not, and in lists
 */
public record QueryView(String id, String jobName, String app, String op, String status, String state, boolean ended,
        Optional<JsonNode> result, Optional<List<String>> messages, @JsonUnwrapped BatchView.Times times,
        @JsonUnwrapped BatchView.About about) {}

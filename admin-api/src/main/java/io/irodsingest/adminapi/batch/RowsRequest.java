package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Rows for a batch that takes some.
 *
 * @param rows as those of a {@link BatchRequest.Content}; empty when the request does not have them, which is refused
 */
public record RowsRequest(Optional<List<JsonNode>> rows) {}

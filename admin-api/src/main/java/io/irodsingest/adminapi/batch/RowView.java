package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What came of a row.
 *
 * @param line of the row
 * @param outcome {@code succeeded}, {@code failed}, {@code pending} when nobody has come to an end with it, or {@code aborted} when nobody
 *        will
 * @param result any JSON, of a row that succeeded
 * @param messages why it failed, or was put back
 * @param input as it was submitted; only when it is asked for
 */
public record RowView(long line, String outcome, Optional<JsonNode> result, Optional<List<String>> messages,
        Optional<JsonNode> input) {}

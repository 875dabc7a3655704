package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.batchtasks.rows.RowFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a form of a page says to an endpoint: it stands in the place of the parameters and the body that a request to the endpoint itself has.
 *
 * @param path parts of the path by name, besides those that the form's own path has
 * @param query what would stand behind the question mark
 * @param body what would be JSON
 * @param rows what would be a stream of rows
 * @param wish what would be the Idempotency-Key, so that a form that is sent twice is one wish
 */
public record Carried(Map<String, String> path, Map<String, List<String>> query, Optional<JsonNode> body,
        Optional<Rows> rows, Optional<String> wish) {
    /** Nothing at all. */
    public static final Carried NOTHING = new Carried(Map.of(), Map.of(), Optional.empty(), Optional.empty(),
            Optional.empty());

    public Carried {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }

    /** Rows as a file has them. */
    public record Rows(RowFormat format, Content content) {}

    /** Opens a content. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    public Carried withPath(String name, String value) {
        return new Carried(Map.of(name, value), query, body, rows, wish);
    }

    public Carried withQuery(Map<String, List<String>> parameters) {
        return new Carried(path, parameters, body, rows, wish);
    }

    public Carried withBody(JsonNode json) {
        return new Carried(path, query, Optional.of(json), rows, wish);
    }

    public Carried withRows(RowFormat format, Content content) {
        return new Carried(path, query, body, Optional.of(new Rows(format, content)), wish);
    }

    public Carried withWish(Optional<String> key) {
        return new Carried(path, query, body, rows, key);
    }
}

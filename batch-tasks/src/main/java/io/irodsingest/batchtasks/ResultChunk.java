package io.irodsingest.batchtasks;

import io.irodsingest.common.task.Deflated;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of a chunk as they lie in the state store, compressed: a line for each, of its number, a letter that says what it is, and one or
 * two JSON values, with tabs between.
 */
public final class ResultChunk {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, String>> OUTPUT = new TypeReference<>() {
    };
    private static final String SUCCEEDED = "s";
    private static final String FAILED = "f";
    private static final String PUT_BACK = "p";
    private static final int MOST_PARTS = 4;

    private ResultChunk() {}

    public static byte[] encode(Collection<StoredResult> results) {
        return Deflated.of(results.stream().map(result -> result.line() + "\t" + switch (result) {
            case Succeeded done -> SUCCEEDED + '\t' + done.json() + output(done.output());
            case Failed failed -> FAILED + '\t' + json(failed.messages()) + output(failed.output());
            case PutBack later -> PUT_BACK + '\t' + later.tries() + '\t' + json(later.reason());
        } + '\n'));
    }

    private static String output(Map<String, String> output) {
        return output.isEmpty() ? "" : '\t' + json(output);
    }

    /**
     * The results by their lines, in the order in which they were written.
     *
     * @throws IllegalArgumentException when it is nothing of the kind
     */
    public static Map<Long, StoredResult> decode(byte[] chunk) {
        Map<Long, StoredResult> results = new LinkedHashMap<>();
        Deflated.text(chunk).lines().map(ResultChunk::result).forEach(result -> results.put(result.line(), result));
        return results;
    }

    private static StoredResult result(String text) {
        String[] parts = text.split("\t", MOST_PARTS);
        try {
            long line = Long.parseLong(parts[0]);
            Map<String, String> output = parts.length < MOST_PARTS || parts[1].equals(PUT_BACK)
                    ? Map.of()
                    : JSON.readValue(parts[MOST_PARTS - 1], OUTPUT);
            return switch (parts[1]) {
                case SUCCEEDED -> new Succeeded(line, parts[2], output);
                case FAILED -> new Failed(line, JSON.readValue(parts[2], TEXTS), output);
                case PUT_BACK -> new PutBack(line, Integer.parseInt(parts[2]),
                        JSON.readValue(parts[MOST_PARTS - 1], String.class));
                default -> throw new IllegalArgumentException("a result of a batch is of a newer version");
            };
        } catch (JsonProcessingException | ArrayIndexOutOfBoundsException damaged) {
            throw new IllegalArgumentException("a result of a batch is damaged", damaged);
        }
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a text could not be written as JSON", impossible);
        }
    }
}

package io.irodsingest.workerbatch.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.handlerapi.batch.RowResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What processors answer, in the form in which it is kept. What cannot be kept fails the row, and says why. */
final class ResultForms {
    /** More than a result is; what is larger belongs in a file. */
    static final int MOST_BYTES = 1024 * 1024;
    private static final int LONGEST_SHOWN = 100;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    private ResultForms() {}

    /** Of a row that is done, or has failed. */
    static StoredResult success(long line, RowResult.Success done) {
        try {
            return kept(new Succeeded(line, oneLine(done.json()), done.output()));
        } catch (JsonProcessingException wrong) {
            return failed(line, "its processor gave a result that is no JSON: " + wrong.getOriginalMessage() + ": "
                    + shown(done.json()));
        }
    }

    static StoredResult failure(long line, RowResult.Failure failure) {
        return kept(new Failed(line, failure.messages(), failure.output()));
    }

    static Failed failed(long line, String message) {
        return new Failed(line, List.of(message), Map.of());
    }

    private static StoredResult kept(StoredResult result) {
        for (String name : result.files().keySet()) {
            if (!QueryFile.isName(name)) {
                return failed(result.line(), "its processor gave text for an output file '" + shown(name)
                        + "', which is no name of up to 100 letters, digits and . - _");
            }
        }
        long bytes = bytes(result);
        return bytes <= MOST_BYTES
                ? result
                : failed(result.line(), "its processor gave a result of " + bytes + " bytes, and a row may have "
                        + MOST_BYTES + " with its messages and its text for output files");
    }

    /** Bytes of what is kept. */
    static long bytes(StoredResult result) {
        Stream<String> own = switch (result) {
            case Succeeded done -> Stream.of(done.json());
            case Failed failed -> failed.messages().stream();
            case StoredResult.PutBack later -> Stream.of(later.reason());
        };
        return Stream.concat(own, result.files().values().stream())
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum();
    }

    private static String oneLine(String json) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        return node.isMissingNode() ? "null" : JSON.writeValueAsString(node);
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "...";
    }
}

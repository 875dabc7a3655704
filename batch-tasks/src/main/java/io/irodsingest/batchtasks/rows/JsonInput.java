package io.irodsingest.batchtasks.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.irodsingest.common.job.InvalidJobException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a JSON text says of a row. Numbers and texts in it stay as they were written.
 *
 * @param line empty when the text does not say it
 * @param json the input, in one line
 */
record JsonInput(OptionalLong line, String json) {
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String INPUT = "input";
    private static final String LINE = "line";

    /**
     * @param text one line
     * @throws InvalidJobException when it is no JSON, or not one value
     */
    static JsonInput of(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken begin = parser.nextToken();
            JsonInput all = new JsonInput(OptionalLong.empty(), inOneLine(text));
            JsonInput row = begin == JsonToken.START_OBJECT ? object(parser, text, all) : all;
            parser.skipChildren();
            parser.finishToken();
            if (parser.nextToken() != null) {
                throw new InvalidJobException("more than one JSON value in the line");
            }
            return row;
        } catch (JsonProcessingException malformed) {
            throw new InvalidJobException("not JSON: " + reason(malformed) + " (column "
                    + malformed.getLocation().getColumnNr() + ")");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Without where in our code something stands. */
    private static String reason(JsonProcessingException malformed) {
        return malformed.getOriginalMessage().lines().findFirst().orElse("")
                .replaceFirst(" \\((for \\w+ starting|start marker) at .*", "").replaceFirst(", from `.*?`", "");
    }

    /** @param all what it is if it is no row in an object of its own */
    private static JsonInput object(JsonParser parser, String text, JsonInput all) throws IOException {
        Set<String> names = new HashSet<>();
        JsonInput found = all;
        OptionalLong line = OptionalLong.empty();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            names.add(name);
            JsonToken value = parser.nextToken();
            int begin = (int) parser.currentTokenLocation().getCharOffset();
            if (name.equals(LINE) && value == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                line = OptionalLong.of(parser.getLongValue());
            }
            parser.skipChildren();
            parser.finishToken();
            if (name.equals(INPUT)) {
                found = new JsonInput(line,
                        inOneLine(text.substring(begin, (int) parser.currentLocation().getCharOffset())));
            }
        }
        if (names.equals(Set.of(INPUT))) {
            return found;
        }
        return names.equals(Set.of(LINE, INPUT)) ? new JsonInput(checked(line), found.json()) : all;
    }

    private static OptionalLong checked(OptionalLong line) {
        if (line.isEmpty() || line.getAsLong() < 1 || line.getAsLong() > RowReader.LAST_LINE) {
            throw new InvalidJobException("'line' must be a whole number from 1 to " + RowReader.LAST_LINE);
        }
        return line;
    }

    /** Between the tokens of JSON, other white space is as good; within them there is none of it. */
    private static String inOneLine(String json) {
        return json.strip().replace('\r', ' ').replace('\n', ' ').replace('\t', ' ');
    }
}

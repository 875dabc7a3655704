package io.irodsingest.cli.command.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.cli.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows of a small file, for a request that has them in it. Each tells the line that it has in the file. */
final class RowsOfFile {
    private static final JsonMapper JSON = AdminJson.strict();
    private static final CSVFormat CSV = CSVFormat.RFC4180;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final long MOST_BYTES = 4 << 20;

    private RowsOfFile() {}

    /** @throws CommandException when they cannot be read, in one line */
    static List<JsonNode> read(Path file, boolean csv) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw CommandException
                        .wrongUse("'" + file + "' is too large for a schedule, which keeps the rows: it has more than "
                                + MOST_BYTES + " bytes");
            }
            String text = Files.readString(file);
            String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
            return csv ? csv(content) : jsonLines(content);
        } catch (CharacterCodingException other) {
            throw CommandException.wrongUse("'" + file + "' is not UTF-8");
        } catch (IOException | UncheckedIOException unreadable) {
            throw CommandException.wrongUse("'" + file + "' cannot be read: " + unreadable.getMessage());
        }
    }

    private static List<JsonNode> jsonLines(String text) {
        List<JsonNode> rows = new ArrayList<>();
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                rows.add(row(i + 1, lines[i]));
            }
        }
        return rows;
    }

    private static JsonNode row(int line, String text) {
        try {
            JsonNode value = JSON.readTree(text);
            boolean tellsLine = value.size() == 2 && value.has("line") && value.has("input");
            boolean tellsInput = value.size() == 1 && value.has("input");
            return tellsLine ? value : row(line, tellsInput ? value.get("input") : value);
        } catch (JsonProcessingException malformed) {
            throw CommandException.wrongUse("line " + line + ": not JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static JsonNode row(long line, JsonNode input) {
        ObjectNode row = JSON.createObjectNode().put("line", line);
        row.set("input", input);
        return row;
    }

    private static List<JsonNode> csv(String text) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, CSV)) {
            List<String> columns = List.of();
            long line = 1;
            for (CSVRecord one : parser) {
                boolean isEmpty = one.size() == 1 && one.get(0).isEmpty();
                if (line == 1) {
                    columns = one.stream().map(String::strip).toList();
                } else if (!isEmpty) {
                    rows.add(row(line, input(columns, one, line)));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        }
        return rows;
    }

    private static ObjectNode input(List<String> columns, CSVRecord row, long line) {
        if (row.size() != columns.size()) {
            throw CommandException.wrongUse("line " + line + ": it has " + row.size() + " columns, and the header has "
                    + columns.size());
        }
        ObjectNode input = JSON.createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            input.put(columns.get(i), row.get(i));
        }
        return input;
    }
}

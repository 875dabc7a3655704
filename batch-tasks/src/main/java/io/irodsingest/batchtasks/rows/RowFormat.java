package io.irodsingest.batchtasks.rows;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The forms in which rows come as text, which is UTF-8, with or without a byte order mark. */
public enum RowFormat {
    /**
     * A JSON value in each line, which is the input of a row. An object that has {@code input} and nothing else, or {@code line} and
     * {@code input} and nothing else, tells the input of a row, and the number of its line. The line of others is the place of their text's
     * line. Empty lines are passed over.
     */
    JSONL("application/x-ndjson"),
    /**
     * As RFC 4180 has it, with a header. The input of a row is an object of its columns, whose values are texts. Its line is that in which
     * the row begins, and the header is line 1. Empty lines are passed over.
     */
    CSV("text/csv");

    private final String mediaType;

    RowFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** @param type with or without parameters behind a semicolon */
    public static Optional<RowFormat> ofMediaType(String type) {
        String name = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "application/x-ndjson", "application/jsonl", "application/x-jsonlines" -> Optional.of(JSONL);
            case "text/csv" -> Optional.of(CSV);
            default -> Optional.empty();
        };
    }

    /**
     * Begins to read.
     *
     * @param before lines that are counted before the first one of the text, whose rows come behind others
     */
    public RowReader reader(InputStream text, long before) {
        TextLines lines = new TextLines(text);
        return switch (this) {
            case JSONL -> new JsonRows(lines, before);
            case CSV -> new CsvRows(lines, before);
        };
    }
}

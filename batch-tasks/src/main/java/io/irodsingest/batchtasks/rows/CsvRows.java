package io.irodsingest.batchtasks.rows;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.irodsingest.batchtasks.BatchRow;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Rows as CSV with a header. */
final class CsvRows implements RowReader {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final RecordText text;
    private final Places places;
    private CSVParser parser;
    private Iterator<CSVRecord> records;
    private List<String> columns = List.of();

    CsvRows(TextLines lines, long before) {
        this.text = new RecordText(lines);
        this.places = new Places(before);
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        if (parser == null) {
            parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
            records = parser.iterator();
            columns = record().map(CsvRows::columns).orElse(List.of());
        }
        long line = parser.getCurrentLineNumber() + 1;
        for (Optional<CSVRecord> record = record(); record.isPresent(); record = record()) {
            if (!isEmpty(record.get())) {
                return Optional.of(places.row(line, OptionalLong.empty(), json(record.get(), line)));
            }
            line = parser.getCurrentLineNumber() + 1;
        }
        return Optional.empty();
    }

    private Optional<CSVRecord> record() throws IOException {
        text.beginRecord();
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (UncheckedIOException failed) {
            if (failed.getCause() instanceof CSVException) {
                throw InvalidRowException.of(Math.max(1, text.begin()),
                        "not CSV: a quote is not closed, or something stands behind a closing quote; within quotes, a"
                                + " quote is written twice")
                        .asLast();
            }
            throw failed.getCause();
        }
    }

    private static boolean isEmpty(CSVRecord record) {
        return record.size() == 1 && record.get(0).isEmpty();
    }

    private static List<String> columns(CSVRecord header) {
        List<String> names = header.stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw InvalidRowException.of(1, "column " + (i + 1)
                        + " of the header has no name; the first line has the names of the columns").asLast();
            }
            if (!seen.add(names.get(i))) {
                throw InvalidRowException.of(1, "the header has the column '" + names.get(i) + "' twice").asLast();
            }
        }
        return names;
    }

    private String json(CSVRecord record, long line) {
        if (record.size() != columns.size()) {
            throw InvalidRowException.of(line, "it has " + record.size() + (record.size() == 1
                    ? " column"
                    : " columns") + ", and the header has " + columns.size());
        }
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < columns.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"");
            JsonStringEncoder.getInstance().quoteAsString(columns.get(i), json);
            json.append("\":\"");
            JsonStringEncoder.getInstance().quoteAsString(record.get(i), json);
            json.append('"');
        }
        return json.append('}').toString();
    }

    /**
     * The text for the parser, which gets no more than a line at a time: so what it finds wrong is in a line that is known, and a quote
     * that nobody closes does not bring all the rest of the text into memory.
     */
    private static final class RecordText extends Reader {
        private final TextLines lines;
        private String line = "";
        private int at;
        private long characters;
        private long begin;

        RecordText(TextLines lines) {
            this.lines = lines;
        }

        /** From here on, what is read is one record. */
        void beginRecord() {
            characters = 0;
            begin = lines.number() + (at < line.length() ? 0 : 1);
        }

        /** The line in which the record begins. */
        long begin() {
            return begin;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (at == line.length()) {
                Optional<String> next = nextLine();
                if (next.isEmpty()) {
                    return -1;
                }
                line = next.get();
                at = 0;
                characters += line.length();
                if (characters > MOST_BYTES) {
                    throw TextLines.tooLong(begin);
                }
            }
            int count = Math.min(length, line.length() - at);
            line.getChars(at, at + count, buffer, offset);
            at += count;
            return count;
        }

        /** What cannot be read of a record leaves its end unknown. */
        private Optional<String> nextLine() throws IOException {
            try {
                return lines.next();
            } catch (InvalidRowException unreadable) {
                throw unreadable.asLast();
            }
        }

        @Override
        public void close() {
            line = "";
            at = 0;
        }
    }
}

package io.irodsingest.orchestrator.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.batchtasks.rows.RowFormat;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.orchestrator.batch.BatchResults.Row;
import io.irodsingest.orchestrator.batch.BatchResults.RowTaker;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The forms in which rows and their results go out. */
public final class ResultFormat {
    private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator((String) null)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ResultFormat() {}

    /** @throws InvalidJobException when it is none */
    public static RowFormat parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "jsonl" -> RowFormat.JSONL;
            case "csv" -> RowFormat.CSV;
            default -> throw new InvalidJobException("format '" + name + "' is not known; choose jsonl or csv");
        };
    }

    /** Tells rows. */
    @FunctionalInterface
    public interface Rows {
        void tell(RowTaker taker) throws IOException, InterruptedException;
    }

    /**
     * Writes rows as they are told.
     *
     * @param inputs whether they have inputs
     */
    public static void write(RowFormat format, boolean inputs, Rows rows, OutputStream out)
            throws IOException, InterruptedException {
        switch (format) {
            case JSONL -> writeJson(rows, out);
            case CSV -> writeCsv(inputs, rows, out);
        }
    }

    private static void writeJson(Rows rows, OutputStream out) throws IOException, InterruptedException {
        JsonGenerator json = JSON.createGenerator(out);
        rows.tell(row -> {
            json.writeStartObject();
            json.writeNumberField("line", row.line());
            json.writeStringField("outcome", row.outcome().toString());
            if (row.result().orElse(null) instanceof Succeeded done) {
                json.writeFieldName("result");
                json.writeRawValue(done.json());
            }
            Optional<List<String>> messages = row.result().flatMap(BatchViews::messages);
            if (messages.isPresent()) {
                json.writeArrayFieldStart("messages");
                for (String message : messages.get()) {
                    json.writeString(message);
                }
                json.writeEndArray();
            }
            if (row.input().isPresent()) {
                json.writeFieldName("input");
                json.writeRawValue(row.input().get());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        });
        json.flush();
    }

    private static void writeCsv(boolean inputs, Rows rows, OutputStream out)
            throws IOException, InterruptedException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180);
        List<String> header = new ArrayList<>(List.of("line", "outcome", "result", "messages"));
        if (inputs) {
            header.add("input");
        }
        csv.printRecord(header);
        rows.tell(row -> csv.printRecord(cells(row)));
        csv.flush();
    }

    private static List<Object> cells(Row row) {
        List<Object> cells = new ArrayList<>(List.of(row.line(), row.outcome(),
                row.result().orElse(null) instanceof Succeeded done ? done.json() : "",
                row.result().flatMap(BatchViews::messages).map(messages -> String.join("; ", messages)).orElse("")));
        row.input().ifPresent(cells::add);
        return cells;
    }
}

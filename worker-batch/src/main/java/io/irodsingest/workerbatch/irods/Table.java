package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.workerbatch.irods.IrodsQuery.Outputs;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** An output file with the same columns in each row: CSV with a header, or JSON lines. */
interface Table extends Closeable {
    /** The forms that a question may ask for in its field {@code format}; the first one is usual. */
    List<String> FORMATS = List.of("csv", "jsonl");

    /** @param values texts and numbers, in the order of the columns */
    void row(Object... values) throws IOException;

    /** @param name without the ending, which is the format */
    static Table open(Outputs outputs, String name, String format, List<String> columns) throws IOException {
        Writer out = outputs.output(name + '.' + format);
        return format.equals("csv") ? new Csv(out, columns) : new JsonLines(out, columns);
    }

    /** As RFC 4180 has it, but for line feeds alone at the ends of lines. */
    final class Csv implements Table {
        private final CSVPrinter printer;

        private Csv(Writer out, List<String> columns) throws IOException {
            printer = CSVFormat.RFC4180.builder().setRecordSeparator('\n').setHeader(columns.toArray(String[]::new))
                    .get()
                    .print(out);
        }

        @Override
        public void row(Object... values) throws IOException {
            printer.printRecord(values);
        }

        @Override
        public void close() throws IOException {
            printer.close(true);
        }
    }

    /** An object a line. */
    final class JsonLines implements Table {
        private static final JsonMapper JSON = JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .build();
        private final Writer out;
        private final List<String> columns;

        private JsonLines(Writer out, List<String> columns) {
            this.out = out;
            this.columns = columns;
        }

        @Override
        public void row(Object... values) throws IOException {
            ObjectNode row = JSON.createObjectNode();
            for (int i = 0; i < values.length; i++) {
                row.putPOJO(columns.get(i), values[i]);
            }
            JSON.writeValue(out, row);
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}

package io.irodsingest.batchtasks.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.common.job.InvalidJobException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows of a text are, and what is said of a text that is wrong. */
class RowReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"input\":{\"a\":1}}", "  {\"input\": {\"a\":1} } ", "{\"line\":1,\"input\":{\"a\":1}}",
            "{ \"input\" : {\"a\":1} , \"line\" : 1 }", "{\"a\":1}", "\uFEFF{\"a\":1}", "{\"a\":1}\r\n",
            "\t{\"a\":1}\t\n"})
    void aRowIsItsInputWithOrWithoutAnObjectAroundIt(String text) throws Exception {
        assertThat(jsonl(text)).containsExactly(new BatchRow(1, "{\"a\":1}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"line\":1}", "{\"line\":1,\"input\":2,\"more\":3}", "{\"input\":2,\"more\":3}", "[1,2]",
            "5",
            "\"text\"", "null", "true", "1.10", "1e400", "12345678901234567890123", "\"\\ud800\"", "{}",
            "{\"Input\":1}"})
    void anythingElseIsTheInputItself(String json) throws Exception {
        assertThat(jsonl(json)).containsExactly(new BatchRow(1, json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "1e400", "[1, [2]]", "\"a\\u00e9\\tb\"", "null", "false",
            "{\"input\":{\"line\":0}}", "-0.0"})
    void whatStandsInTheInputIsNotChanged(String json) throws Exception {
        assertThat(jsonl("{\"line\":7,\"input\":" + json + "}")).containsExactly(new BatchRow(7, json));
        assertThat(jsonl("{\"input\":" + json + " }")).containsExactly(new BatchRow(1, json));
    }

    @Test
    void linesThatAreNotToldArePlaces() throws Exception {
        assertThat(jsonl("1\n\n2\n{\"line\":10,\"input\":3}\r\n  \n{\"line\":11,\"input\":4}"))
                .extracting(BatchRow::line).containsExactly(1L, 3L, 10L, 11L);
        assertThat(all(RowFormat.JSONL.reader(bytes("1\n2"), 41))).extracting(BatchRow::line).containsExactly(42L, 43L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1\\n{\"a\":}; line 2: not JSON: Unexpected character",
            "{\"a\":1; line 1: not JSON: ",
            "1 2; line 1: more than one JSON value", "{\"a\":1,\"a\":2}; line 1: not JSON: Duplicate field 'a'",
            "{\"line\":0,\"input\":1}; line 1: 'line' must be a whole number from 1",
            "{\"line\":-4,\"input\":1}; line 1: 'line' must be", "{\"line\":\"1\",\"input\":1}; line 1: 'line' must be",
            "{\"line\":1.0,\"input\":1}; line 1: 'line' must be",
            "{\"line\":99999999999999999999999,\"input\":1}; line 1: 'line' must be",
            "{\"line\":5,\"input\":1}\\n{\"line\":5,\"input\":1}; line 2: its number 5 is not above 5, that of the row before",
            "{\"line\":5,\"input\":1}\\n2; line 2: its number 2 is not above 5", "{'a':1}; line 1: not JSON",
            "NaN; line 1: not JSON"})
    void wrongJsonIsToldWithItsLine(String text, String message) {
        assertThatThrownBy(() -> jsonl(text.replace("\\n", "\n"))).isInstanceOf(InvalidJobException.class)
                .hasMessageStartingWith(message).hasMessageNotContaining("\n").hasMessageNotContaining("Source");
    }

    @Test
    void anotherEncodingIsToldWithItsLine() {
        byte[] text = "{\"a\":\"good\"}\n{\"a\":\"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> all(RowFormat.JSONL.reader(new ByteArrayInputStream(text), 0)))
                .isInstanceOf(InvalidJobException.class).hasMessageStartingWith("line 2: not UTF-8");
        byte[] csv = "a,b\n1,2\n3,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> all(RowFormat.CSV.reader(new ByteArrayInputStream(csv), 0)))
                .isInstanceOf(InvalidJobException.class).hasMessageStartingWith("line 3: not UTF-8");
    }

    @Test
    void csvHasAHeaderAndQuotes() throws Exception {
        assertThat(csv("\uFEFFpath, size\r\n/a,1\r\n\r\n\"b \"\"c\"\"\nd\",\r\n\"e\",\" f\"")).containsExactly(
                new BatchRow(2, "{\"path\":\"/a\",\"size\":\"1\"}"),
                new BatchRow(4, "{\"path\":\"b \\\"c\\\"\\nd\",\"size\":\"\"}"),
                new BatchRow(6, "{\"path\":\"e\",\"size\":\" f\"}"));
        assertThat(csv("path\n")).isEmpty();
        assertThat(csv("")).isEmpty();
        assertThat(all(RowFormat.CSV.reader(bytes("p\nq"), 40))).containsExactly(new BatchRow(42, "{\"p\":\"q\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a,b\\n1,2\\n3; line 3: it has 1 column, and the header has 2",
            "a,b\\n\"x\\ny\",2\\n1,2,3; line 4: it has 3 columns, and the header has 2",
            "a,,b\\n1,2,3; line 1: column 2",
            "a,a\\n1,2; line 1: the header has the column 'a' twice", "a,b\\n1,2\\n3,\"x; line 3: not CSV",
            "a,b\\n1,2\\n\\n3,\"x\"y\\n; line 4: not CSV"})
    void wrongCsvIsToldWithItsLine(String text, String message) {
        assertThatThrownBy(() -> csv(text.replace("\\n", "\n"))).isInstanceOf(InvalidJobException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aRowThatIsTooLargeIsNotRead() {
        Endless row = new Endless("[1]\n\"", "x");
        assertThatThrownBy(() -> all(RowFormat.JSONL.reader(row, 0))).isInstanceOf(InvalidJobException.class)
                .hasMessage("line 2: a row has at most 1048576 bytes");
        assertThat(row.told).isLessThan(RowReader.MOST_BYTES + 100_000);
        Endless quoted = new Endless("a\nb\n\"", "line\n");
        assertThatThrownBy(() -> all(RowFormat.CSV.reader(quoted, 0))).isInstanceOf(InvalidJobException.class)
                .hasMessage("line 3: a row has at most 1048576 bytes");
        assertThat(quoted.told).isLessThan(RowReader.MOST_BYTES + 100_000);
    }

    @Test
    void aTextThatBreaksOffIsNoEnd() {
        InputStream broken = new InputStream() {
            private final InputStream begin = bytes("a\n1\n2");

            @Override
            public int read() throws IOException {
                int next = begin.read();
                if (next < 0) {
                    throw new IOException("gone");
                }
                return next;
            }
        };
        assertThatThrownBy(() -> all(RowFormat.CSV.reader(broken, 0))).isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    /** A text without an end. */
    private static final class Endless extends InputStream {
        private final byte[] begin;
        private final byte[] again;
        private long told;

        Endless(String begin, String again) {
            this.begin = begin.getBytes(StandardCharsets.UTF_8);
            this.again = again.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            long at = told++;
            return at < begin.length ? begin[(int) at] : again[(int) ((at - begin.length) % again.length)];
        }
    }

    private static List<BatchRow> jsonl(String text) throws IOException {
        return all(RowFormat.JSONL.reader(bytes(text), 0));
    }

    private static List<BatchRow> csv(String text) throws IOException {
        return all(RowFormat.CSV.reader(bytes(text), 0));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<BatchRow> all(RowReader reader) throws IOException {
        List<BatchRow> rows = new ArrayList<>();
        for (Optional<BatchRow> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows.add(row.get());
        }
        return rows;
    }
}

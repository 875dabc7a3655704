package io.irodsingest.cli.command;

import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.PrintableWriter;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class PrintableTest {
    @ParameterizedTest
    @CsvSource({"a\u001B[31mred, a%1B[31mred", "'bell\u0007', bell%07", "del\u007F, del%7F", "csi\u009Bx, csi%C2%9Bx",
            "over\u202Ewritten, over%E2%80%AEwritten", "'back\rwards', back%0Dwards", "plain Ünï 雪, plain Ünï 雪",
            "100%, 100%"})
    void controlCharactersAreShown(String text, String shown) {
        assertThat(Printable.text(text)).isEqualTo(shown);
        StringWriter printed = new StringWriter();
        PrintWriter printer = PrintableWriter.to(new PrintWriter(printed, true));
        printer.println(text);
        assertThat(printed.toString()).isEqualTo(shown + System.lineSeparator());
    }

    @Test
    void linesStayLinesWhereThereMayBeSeveral() {
        assertThat(Printable.text("a\tb\nc")).isEqualTo("a\tb\nc");
        assertThat(Printable.line("a\tb\nc")).isEqualTo("a\tb%0Ac");
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        JsonMapper json = new JsonMapper();
        String text = "\u001B \u009B \u202E \u007F ü";
        String printed = Printable.json(json.writeValueAsString(Map.of("text", text)));
        assertThat(Printable.text(printed)).isEqualTo(printed);
        assertThat(json.readTree(printed).path("text").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "--help", "--version"})
    void outputThatCannotBeWrittenIsAFailure(String argument) {
        StringWriter err = new StringWriter();
        CommandLine commandLine = IrodsIngest.commandLine(Map.of()).addSubcommand("says", new Says())
                .setOut(new PrintWriter(new Full())).setErr(new PrintWriter(err, true));
        assertThat(IrodsIngest.run(commandLine, argument.equals("token") ? "says" : argument)).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("irods-ingest: the output could not be written" + System.lineSeparator());
    }

    @Command(name = "says")
    private static final class Says implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().getOut().println("something");
        }
    }

    /** Like a disk without room. */
    private static final class Full extends Writer {
        @Override
        public void write(char[] characters, int from, int count) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

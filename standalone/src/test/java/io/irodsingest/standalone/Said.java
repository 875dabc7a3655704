package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.cli.command.IrodsIngest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What the command line printed, and how it ended. */
record Said(int exitCode, String out, String err) {

    /** @param url the orchestrator, unless the arguments name one */
    static Said by(String url, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--url")) {
            all.addAll(List.of("--url", url));
        }
        CommandLine commandLine = IrodsIngest.commandLine().addSubcommand(new DemoCommand())
                .addSubcommand(new StandaloneCommand()).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Said(IrodsIngest.run(commandLine, all.toArray(String[]::new)), out.toString(), err.toString());
    }

    /** One line says why, and nothing else is printed but what others log to stderr. */
    void assertRefused(int expected, String because) {
        assertThat(exitCode).as(toString()).isEqualTo(expected);
        assertThat(err).contains(because).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(err.lines().filter(line -> line.contains(because))).hasSize(1);
        assertThat(out).isEmpty();
    }
}

package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes the command line pleasant, as a shell and a terminal see it. */
class ComfortTest {
    @TempDir
    private Path directory;

    @Test
    void aListIsATableOnATerminalAndJsonInAPipe() throws Exception {
        assumeTrue(isThere("script"), "needs script, which gives a command a terminal");
        Files.writeString(directory.resolve("contexts.yaml"), "contexts: {lab: {url: 'http://127.0.0.1:8080'}}");
        String program = "'" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + IrodsIngest.class.getName() + " context list";
        String onTerminal = Files.writeString(directory.resolve("on-terminal"), program).toString();
        String inPipe = Files.writeString(directory.resolve("in-pipe"), program + " | cat").toString();

        assertThat(ran("script", "-qec", "sh " + onTerminal, "/dev/null").lines().toList())
                .satisfiesExactly(heading -> assertThat(heading).startsWith("CONTEXT  CHOSEN  ADDRESS"),
                        row -> assertThat(row).startsWith("lab              http://127.0.0.1:8080"));
        assertThat(ran("script", "-qec", "sh " + inPipe, "/dev/null")).startsWith("{").contains("\"name\" : \"lab\"");
    }

    @ParameterizedTest
    @CsvSource({"bash", "zsh", "fish"})
    void completionIsAScriptThatTheShellTakes(String shell) throws Exception {
        String script = new Terminal(Map.of()).run("completion", shell).out();
        Path file = Files.writeString(directory.resolve("completion"), script);

        assertThat(script).contains("irods-ingest", "schedule", "log-filename");
        assumeTrue(isThere(shell), shell + " is not installed");
        String words = switch (shell) {
            case "bash" -> ". " + file + "; COMP_WORDS=(irods-ingest schedule up); COMP_CWORD=2;"
                    + " _complete_irods-ingest; echo \"${COMPREPLY[@]}\"";
            case "zsh" -> "autoload -Uz compinit; compinit -u -D; . " + file + "; echo upcoming $_comps[irods-ingest]";
            default -> "source " + file + "; complete -C 'irods-ingest schedule up'";
        };
        assertThat(ran(shell, "-c", words)).contains("upcoming");
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String ran(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(words)).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(Map.of("IRODS_INGEST_CONTEXTS_FILE", directory.resolve("contexts.yaml").toString(),
                "HOME", directory.toString(), "NO_COLOR", "1", "LC_ALL", "C.UTF-8"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

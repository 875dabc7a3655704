package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The examples of docs/scheduling.md are run one after the other, and its options are there. */
class DocumentedSchedulesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "scheduling.md");
    private static final Pattern EXAMPLES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

    @Test
    void everyExampleDoesWhatItSays() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            Terminal terminal = Terminal.at(cluster.orchestrator().uri());
            await().atMost(Duration.ofMinutes(1)).until(() -> terminal.run("health").exitCode() == 0);
            cluster.worker(PretendedWork.ofTasks(1));
            List<String> examples = EXAMPLES.matcher(Files.readString(DOCUMENT)).results()
                    .flatMap(block -> block.group(1).replace("\\\n", "").lines()).toList();

            assertThat(examples).hasSizeGreaterThan(20);
            for (String example : examples) {
                Terminal.Result result = terminal.run(words(example));
                assertThat(result.exitCode()).as(example + ": " + result).isZero();
            }
            assertThat(terminal.run("schedule", "list", "--state", "ACTIVE").out()).contains("nightly", "mirror",
                    "weekly-check").doesNotContain("tomorrow");
        }
    }

    @Test
    void everyOptionIsThere() throws Exception {
        Set<String> options = new HashSet<>();
        CommandLine all = IrodsIngest.commandLine();
        Stream.concat(all.getSubcommands().values().stream(),
                all.getSubcommands().get("schedule").getSubcommands().values().stream())
                .forEach(command -> options.addAll(command.getCommandSpec().optionsMap().keySet()));

        assertThat(OPTION.matcher(Files.readString(DOCUMENT)).results().map(MatchResult::group)
                .filter(option -> !option.equals("--burst"))).isNotEmpty().isSubsetOf(options);
    }

    /** As a shell makes words of a line. */
    private static String[] words(String example) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c",
                example.strip().replaceFirst("^irods-ingest ", "printf '%s\\\\0' ")).redirectErrorStream(true).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(example).isZero();
        return words.split("\0");
    }
}

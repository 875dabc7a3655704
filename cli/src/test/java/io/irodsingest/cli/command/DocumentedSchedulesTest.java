package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples of docs/scheduling.md are run one after the other, and its options are there. */
class DocumentedSchedulesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "scheduling.md");
    private static final Pattern EXAMPLES = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

    @Test
    void everyExampleDoesWhatItSays(@TempDir Path directory) throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            Terminal terminal = Terminal.at(cluster.orchestrator().uri());
            await().atMost(Duration.ofMinutes(1)).until(() -> terminal.run("health").exitCode() == 0);
            cluster.worker(PretendedWork.ofTasks(1));
            List<List<String>> examples = new ArrayList<>();
            for (MatchResult block : EXAMPLES.matcher(Files.readString(DOCUMENT)).results().toList()) {
                examples.addAll(commands(block.group(1), directory));
            }

            assertThat(examples).hasSizeGreaterThan(20);
            for (List<String> example : examples) {
                Terminal.Result result = terminal.run(example.toArray(String[]::new));
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

    /** The commands that a shell gives when it runs an example, each with its arguments; files that it makes are named whole. */
    private static List<List<String>> commands(String example, Path directory) throws Exception {
        Path stub = Files.writeString(directory.resolve("irods-ingest"),
                "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\" >> given\n");
        assertThat(stub.toFile().setExecutable(true)).isTrue();
        Path given = Files.write(directory.resolve("given"), new byte[0]);
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", example).directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().merge("PATH", directory.toString(), (path, first) -> first + File.pathSeparator + path);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(example + said).isZero();
        List<List<String>> commands = new ArrayList<>();
        Iterator<String> words = List.of(Files.readString(given).split("\0")).iterator();
        while (words.hasNext()) {
            int count = Integer.parseInt(words.next());
            commands.add(Stream.generate(words::next).limit(count)
                    .map(word -> Files.isRegularFile(directory.resolve(word))
                            ? directory.resolve(word).toString()
                            : word)
                    .toList());
        }
        return commands;
    }
}

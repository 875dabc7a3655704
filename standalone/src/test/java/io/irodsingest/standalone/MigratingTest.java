package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.handlerapi.EventHandler;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/migrating.md tells users of the Python tool is so: its options, commands and methods are taken from it. */
class MigratingTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Path DOCUMENT = Path.of("..", "docs", "migrating.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z0-9_-]*");

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;
    private String text;

    @BeforeEach
    void start() throws Exception {
        text = Files.readString(DOCUMENT);
        source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "here");
        Files.writeString(source.resolve("skip.tmp"), "not");
        cluster = TestCluster.start(directory.resolve("vault"), 2);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    @Test
    void aCommandLineOfThePythonToolIsTakenAsItIs() throws Exception {
        Path handler = Files.writeString(directory.resolve("handler.yaml"), "operation: PUT_SYNC\n");
        Path log = directory.resolve("log");
        Said said = say("start", source.toString(), TARGET, "--event_handler", handler.toString(), "--job_name",
                "test_put", "--log_level", "INFO", "--log_filename", log.toString(), "--files_per_task", "1",
                "--ignore_cache", "--restart_queue", "restart", "--path_queue", "path", "--file_queue", "file",
                "--irods_idle_disconnect_seconds", "30", "--exclude_file_type", "link,socket", "--synchronous",
                "--exclude_directory_name", ".*/private", "--exclude_file_name", ".*\\.tmp");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.out()).contains("job test_put: COMPLETED", "1 uploaded", "1 excluded");
        assertThat(log).isNotEmptyFile();
    }

    @Test
    void everyOptionThatIsNamedIsThere() {
        Set<String> known = IrodsIngest.commandLine().getSubcommands().get("start").getCommandSpec().optionsMap()
                .keySet();
        List<String> python = new ArrayList<>();
        for (List<String> row : table("## Options of `start`")) {
            python.addAll(longOptions(row.get(0)));
            if (row.get(1).equals("the same")) {
                assertThat(known).containsAll(longOptions(row.get(0)));
            }
            assertThat(known).as(row.toString()).containsAll(longOptions(row.get(1)));
        }
        assertThat(python).contains("--interval", "--job_name", "--event_handler", "--ignore_cache", "--initial_ingest",
                "--synchronous", "--progress", "--files_per_task", "--restart_queue", "--path_queue", "--file_queue",
                "--exclude_file_type", "--exclude_file_name", "--exclude_directory_name",
                "--irods_idle_disconnect_seconds", "--log_level", "--log_filename", "--log_when", "--log_interval",
                "--profile", "--profile_filename", "--profile_level", "--profile_when", "--profile_interval",
                "--redis_host", "--redis_port", "--redis_db", "--s3_keypair", "--s3_endpoint_domain",
                "--s3_region_name",
                "--s3_proxy_url", "--s3_insecure_connection", "--s3_multipart_chunksize_in_mib");
        String news = text.substring(text.indexOf("\nNew: "), text.indexOf("\n## `list`"));
        assertThat(longOptions(news)).isNotEmpty().allSatisfy(option -> assertThat(known).contains(option));
        assertThat(table("## Event handlers")).allSatisfy(
                row -> assertThat(known).as(row.toString()).containsAll(longOptions(row.get(2))));
    }

    @Test
    void everyCommandThatIsNamedIsThere() {
        Set<String> known = IrodsIngest.commandLine().getSubcommands().keySet();
        List<String> named = table("## Commands").stream().flatMap(row -> codes(row.get(1)).stream())
                .map(code -> code.replace("irods-ingest ", "").replaceAll(" .*", "")).toList();
        assertThat(named).contains("start", "list", "watch", "stop", "failures", "retry", "pause", "resume")
                .allSatisfy(command -> assertThat(known).contains(command));
        assertThat(say("check", source.toString(), TARGET, "--operation", "PUT_SYNC").exitCode()).isEqualTo(1);
        assertThat(say("start", source.toString(), TARGET, "--dry-run").exitCode()).isZero();
    }

    @Test
    void everyMethodOfAPythonHandlerHasItsCounterpart() {
        Set<String> methods = Arrays.stream(EventHandler.class.getMethods()).map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> named = table("## Event handlers").stream().flatMap(row -> codes(row.get(4)).stream())
                .map(code -> code.replaceAll("\\(.*", "")).collect(Collectors.toSet());
        assertThat(named).isEqualTo(methods);
    }

    @Test
    void registeringForAPlainUserIsRefusedAsIsSaid() throws Exception {
        assertThat(text).contains("`only an administrator may register a path outside a vault`");
        try (Users users = Users.of(cluster.irods())) {
            users.add("alice");
        }
        Said said = say("start", source.toString(), "/tempZone/home/alice/in", "--operation", "REGISTER_SYNC",
                "--as-user", "alice#tempZone", "--synchronous");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("only an administrator may register a path outside a vault", "2 failed");
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }

    /** The rows of the first table below a heading, without its head. */
    private List<List<String>> table(String heading) {
        return text.substring(text.indexOf('\n' + heading + '\n')).lines().dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|")).skip(2)
                .map(line -> Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList()).toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static List<String> longOptions(String cell) {
        return LONG_OPTION.matcher(cell).results().map(MatchResult::group).toList();
    }
}

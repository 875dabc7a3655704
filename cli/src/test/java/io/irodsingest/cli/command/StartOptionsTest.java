package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import com.sun.net.httpserver.HttpServer;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.Problem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the options of {@code start} and {@code check} is in the request; who answers here only keeps it. */
class StartOptionsTest {
    private final List<JobRequest> requests = new ArrayList<>();
    private HttpServer keeper;
    private Terminal terminal;

    @BeforeEach
    void start() throws Exception {
        keeper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keeper.createContext("/api/v1/jobs", exchange -> {
            requests.add(AdminJson.strict().readValue(exchange.getRequestBody(), JobRequest.class));
            byte[] refusal = AdminJson.strict().writeValueAsString(Problem.of(409, "Kept", "it was kept"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", Problem.MEDIA_TYPE);
            exchange.sendResponseHeaders(409, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        keeper.start();
        terminal = Terminal.at(URI.create("http://127.0.0.1:" + keeper.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        keeper.stop(0);
    }

    private JobRequest sent(String... arguments) {
        Terminal.Result result = terminal.run(arguments);
        assertThat(result.err()).isEqualTo("irods-ingest: it was kept" + System.lineSeparator());
        return requests.getLast();
    }

    @Test
    void whatIsNotGivenIsLeftToTheOrchestrator() {
        JobRequest plain = sent("start", "/data", "/z/x");

        assertThat(plain.from().source()).isEqualTo("/data");
        assertThat(plain.to().target()).isEqualTo("/z/x");
        assertThat(Stream.of(plain.jobName(), plain.treatment().operation(), plain.deletion().deleteMode(),
                plain.to().resource(),
                plain.division().filesPerTask(), plain.treatment().mode(), plain.interval(),
                plain.from().excludeFileType(), plain.from().excludeFileName(),
                plain.from().excludeDirectoryName(), plain.division().restartQueue(), plain.division().pathQueue(),
                plain.division().fileQueue(),
                plain.retries().maxRetries(), plain.retries().retryDelay(), plain.retries().timeout(),
                plain.deletion().maxDelete(), plain.treatment().eventHandler(),
                plain.to().asUser(), plain.to().characterMap(), plain.division().profile(),
                plain.division().irodsIdleDisconnectSeconds(),
                plain.treatment().compare(), plain.treatment().undecodable(), plain.treatment().bundle(),
                plain.timing().atFront(),
                plain.timing().startWithin(), plain.timing().deadline(), plain.timing().keepFor()))
                .allMatch(Optional::isEmpty);
        assertThat(Stream.of(plain.treatment().ignoreCache(), plain.treatment().initialIngest(),
                plain.treatment().checksum(), plain.deletion().allowEmptySource()))
                .allMatch(flag -> !flag.orElse(false));
    }

    @Test
    void whatAJobComesAfterAndWhatFollowsIt(@TempDir Path folder) throws Exception {
        Path next = Files.writeString(folder.resolve("next.json"),
                "{\"start\": {\"source\": \"/a\", \"target\": \"/z/a\", \"always\": {\"schedule\": \"s\"}}}");
        Path schedule = Files.writeString(folder.resolve("schedule.json"), "{\"schedule\": \"nightly\"}");

        JobRequest.Chain chain = sent("start", "/data", "/z/x", "--after", "first", "--after", "second", "--after-any",
                "third", "--on-success", next.toString(), "--on-failure", schedule.toString(), "--always",
                schedule.toString()).chain();

        assertThat(chain.after()).contains(List.of("first", "second"));
        assertThat(chain.afterAny()).contains(List.of("third"));
        JobRequest start = chain.onSuccess().orElseThrow().start().orElseThrow();
        assertThat(start.from().source()).isEqualTo("/a");
        assertThat(start.chain().always().orElseThrow().schedule()).contains("s");
        assertThat(chain.onFailure().orElseThrow().schedule()).contains("nightly");
        assertThat(chain.always()).isEqualTo(chain.onFailure());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"start": {"sorce": "/a"}} | has the unknown field 'sorce'; known are after, after_any, allow_empty_source,
            {"begin": {}}              | has the unknown field 'begin'; known are batch, query, schedule, start
            {"schedule":               | is not what is expected, in line 1:
            null                       | says nothing
            """)
    void aFileThatSaysSomethingElseIsRefused(String content, String complaint, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("next.json"), content);

        Terminal.Result result = terminal.run("start", "/data", "/z/x", "--on-failure", file.toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("irods-ingest: --on-failure: file '" + file + "' " + complaint);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(requests).isEmpty();
    }

    /** As a script of the Python tool has them, and as documented. */
    @ParameterizedTest
    @CsvSource({"_", "-"})
    void everythingThatIsGivenArrives(String joint) {
        String[] arguments = ("start /data /z/x -i 600 --job_name night --ignore_cache --initial_ingest "
                + "--files_per_task 7 --restart_queue r --path_queue p --file_queue f "
                + "--exclude_file_type socket,pipe --exclude_file_name .*\\.tmp$ /data/x.* "
                + "--exclude_directory_name .*/cache --irods_idle_disconnect_seconds 30 "
                + "--compare checksum --undecodable upload --bundle auto --operation put_sync --to_resource demoResc --checksum --as_user alice#tempZone "
                + "--delete_mode trash --max_delete 100 --allow_empty_source --max_retries 3 --retry_delay 2.5 "
                + "--timeout 60 --profile_filename run.jsonl "
                + "--at_front --start_within 60 --deadline 3600 --keep_for 86400").split(" ");
        JobRequest all = sent(Arrays.stream(arguments)
                .map(argument -> argument.startsWith("--") ? argument.replace("_", joint) : argument)
                .toArray(String[]::new));

        assertThat(all).isEqualTo(JobRequest.of("/data", "/z/x").interval(600.0).jobName("night").ignoreCache(true)
                .initialIngest(true).filesPerTask(7).restartQueue("r").pathQueue("p").fileQueue("f")
                .excludeFileType(List.of("socket", "pipe")).excludeFileName(List.of(".*\\.tmp$", "/data/x.*"))
                .excludeDirectoryName(List.of(".*/cache")).irodsIdleDisconnectSeconds(30).operation("PUT_SYNC")
                .resource("demoResc").checksum(true).asUser("alice#tempZone").deleteMode("TRASH").maxDelete(100L)
                .compare("CHECKSUM").undecodable("UPLOAD").bundle("auto").allowEmptySource(true).maxRetries(3)
                .retryDelay(2.5)
                .timeout(60.0).profile("run.jsonl").atFront(true).startWithin(60.0).deadline(3600.0).keepFor(86400.0)
                .build());
    }

    @Test
    void expressionsMayStandBeforeSourceAndTargetWhenSomethingSeparatesThem() {
        assertThat(sent("start", "--exclude-file-name", ".*a", ".*b", "--", "/data", "/z/x").from().excludeFileName())
                .contains(List.of(".*a", ".*b"));
        assertThat(
                sent("start", "--exclude-file-name", ".*a", "--exclude-file-name=.*b", "--job-name=n", "/data", "/z/x")
                        .from().excludeFileName())
                .contains(List.of(".*a", ".*b"));
        assertThat(sent("start", "/data", "/z/x", "--exclude-file-name", "none", "--exclude-file-type", "none")
                .from().excludeFileName()).isEmpty();
    }

    @Test
    void modesAndPathsOfThisMachine() {
        assertThat(sent("start", "--dry-run", "/data", "/z/x").treatment().mode()).contains("DRY_RUN");
        assertThat(sent("start", "--profile", "run.jsonl", "/data", "/z/x").division().profile())
                .contains("run.jsonl");
        JobRequest check = sent("check", "/data", "/z/x", "--checksum", "--operation", "PUT", "--to-resource", "r",
                "--exclude-file-type", "link");
        assertThat(check).isEqualTo(JobRequest.of("/data", "/z/x").mode("CHECK").checksum(true).operation("PUT")
                .resource("r").excludeFileType(List.of("link")).build());
    }
}

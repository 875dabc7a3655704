package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process that is set up wrongly, before it asks any server. */
class MainTest {
    @TempDir
    private Path directory;

    private record Ended(int code, List<String> lines) {}

    @Test
    void pluginsThatClashEndItWithALineThatNamesBoth() throws Exception {
        String ok = "public RowResult process(Row row, BatchContext context) { return RowResult.success(); }";
        new PluginJars(directory).rows("One", "lab", "tag", ok).make("a.jar");
        new PluginJars(directory).rows("Two", "lab", "TAG", ok).make("b.jar");

        Ended ended = run(Map.of("IRODS_INGEST_PLUGIN_DIR", directory.toString()));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines()).filteredOn(line -> line.contains("PLUGIN_DIR")).containsExactly(
                "irods-ingest-worker-batch: IRODS_INGEST_PLUGIN_DIR is '" + directory + "': lab tag is there twice: One"
                        + " (a.jar) and Two (b.jar); take one of them away");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        Files.writeString(directory.resolve("x.jar"), "none");

        Ended ended = run(Map.of("IRODS_INGEST_PLUGIN_DIR", directory.toString(), "IRODS_INGEST_OUTPUT_ROOTS", "data",
                "IRODS_INGEST_QUERY_OUTPUT_MIB", "0", "IRODS_INGEST_OUTPUT_S3", "nowhere"));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines()).anySatisfy(line -> assertThat(line).contains("x.jar is no jar"))
                .anySatisfy(line -> assertThat(line).contains("IRODS_INGEST_OUTPUT_ROOTS is wrong: output 'data'"))
                .anySatisfy(line -> assertThat(line).contains("IRODS_INGEST_QUERY_OUTPUT_MIB must be"))
                .anySatisfy(line -> assertThat(line).contains("IRODS_INGEST_OUTPUT_S3 is 'nowhere'"));
    }

    private static Ended run(Map<String, String> settings) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "io.irodsingest.workerbatch.Main").redirectErrorStream(true);
        builder.environment().putAll(Map.of("IRODS_HOST", "localhost", "IRODS_PORT", "1247", "IRODS_ZONE_NAME", "z",
                "IRODS_USER_NAME", "u", "IRODS_PASSWORD", "p", "IRODS_INGEST_AMQP_PASSWORD", "p"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said.lines().toList());
    }
}

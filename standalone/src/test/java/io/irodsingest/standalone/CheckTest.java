package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check} and {@code start --dry-run}: what they say, and that they change nothing. */
class CheckTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("changed"), "before");
        Files.writeString(source.resolve("gone"), "gone");
        Files.writeString(source.resolve("same"), "same");
        Files.createDirectory(source.resolve("below"));
        Files.writeString(source.resolve("below/file"), "file");
        cluster = TestCluster.start(directory.resolve("vault"), 2);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    private Said say(String... arguments) {
        return Said.by(cluster.url(), arguments);
    }

    private Map<String, ?> catalog() throws Exception {
        try (Catalog catalog = Catalog.of(cluster.irods())) {
            return Map.of("collections", catalog.collections(TARGET), "replicas", catalog.replicas(TARGET));
        }
    }

    private void change() throws IOException {
        Files.writeString(source.resolve("changed"), "and after");
        Files.writeString(source.resolve("new"), "new");
        Files.delete(source.resolve("gone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT_SYNC"})
    void aCheckFindsWhatDiffersAndChangesNothing(String operation) throws Exception {
        assertThat(cluster.ingest(source, TARGET, operation).state()).isEqualTo("COMPLETED");
        Said equal = say("check", source.toString(), TARGET, "--operation", operation);
        assertThat(equal.exitCode()).as(equal.toString()).isZero();
        assertThat(equal.out()).isEqualTo("source and target agree: 4 entries compared" + System.lineSeparator());

        change();
        Object before = catalog();
        Said differs = say("check", source.toString(), TARGET, "--operation", operation);

        assertThat(differs.exitCode()).isEqualTo(1);
        assertThat(differs.out().lines().toList()).hasSizeGreaterThanOrEqualTo(4)
                .anyMatch(line -> line
                        .startsWith(source + "/changed: the source has 9 bytes, the target 6"))
                .anyMatch(line -> line.startsWith(source + "/new: "))
                .anyMatch(line -> line.startsWith(source + "/gone: data object ")
                        && line.endsWith(" is not in the source"))
                .last().asString().startsWith("source and target differ: 1 missing, 1 extra, 1 different;");
        assertThat(catalog()).isEqualTo(before);
        JsonNode json = new JsonMapper()
                .readTree(say("check", source.toString(), TARGET, "--operation", operation, "--json").out());
        assertThat(json.path("agree").asBoolean()).isFalse();
        assertThat(json.path("missing").asInt() + json.path("extra").asInt() + json.path("different").asInt())
                .isEqualTo(3);
        assertThat(json.path("differences").findValuesAsText("path")).contains(source + "/changed", source + "/new");
    }

    @Test
    void contentsAreComparedWhenAskedFor() throws Exception {
        assertThat(
                say("start", source.toString(), TARGET, "--operation", "PUT", "--checksum", "--synchronous").exitCode())
                .isZero();
        FileTime time = Files.getLastModifiedTime(source.resolve("same"));
        Files.writeString(source.resolve("same"), "SAME");
        Files.setLastModifiedTime(source.resolve("same"), time);

        assertThat(say("check", source.toString(), TARGET, "--operation", "PUT").exitCode()).isZero();
        Said differs = say("check", source.toString(), TARGET, "--operation", "PUT", "--checksum");

        assertThat(differs.exitCode()).isEqualTo(1);
        assertThat(differs.out()).contains(source + "/same: ").contains("checksum").contains("1 different");
    }

    @Test
    void whatCannotBeComparedIsNoAgreement() {
        Said missing = say("check", source.resolve("missing").toString(), TARGET);

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.out()).contains("could not be compared: ").contains("does not exist");
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
        Said first = say("start", "--dry-run", source.toString(), TARGET);

        assertThat(first.exitCode()).as(first.toString()).isZero();
        assertThat(first.out()).contains("nothing was changed", "found: 2 directories, 4 files",
                "would create 2 collections, register 4 files");
        assertThat(catalog()).isEqualTo(Map.of("collections", List.of(), "replicas", Map.of()));
        assertThat(cluster.ingest(source, TARGET, "PUT_SYNC").count("uploaded")).as("nothing is remembered")
                .isEqualTo(4);

        change();
        Files.setLastModifiedTime(source.resolve("changed"), FileTime.from(Instant.now().plusSeconds(5)));
        Said second = say("start", "--dry-run", source.toString(), TARGET, "--operation", "PUT_SYNC", "--delete-mode",
                "NO_TRASH");

        assertThat(second.exitCode()).as(second.toString()).isZero();
        assertThat(second.out()).contains("upload 2 files", "delete 1 data object", "2 unchanged");
        try (Catalog catalog = Catalog.of(cluster.irods())) {
            assertThat(catalog.replicas(TARGET).keySet()).hasSize(4).contains(TARGET + "/gone");
        }
    }

    @Test
    void aDryRunTellsProgramsAllThatItWouldDo() throws Exception {
        int gone = 15;
        for (int i = 0; i < gone; i++) {
            Files.writeString(source.resolve("below/gone-" + i), "gone");
        }
        assertThat(cluster.ingest(source, TARGET, "PUT_SYNC").state()).isEqualTo("COMPLETED");
        for (int i = 0; i < gone; i++) {
            Files.delete(source.resolve("below/gone-" + i));
        }
        change();
        Object before = catalog();

        Said dry = say("start", source.toString(), TARGET, "--operation", "PUT_SYNC", "--delete-mode", "NO_TRASH",
                "--job-name", "dry", "--dry-run", "--json");

        assertThat(dry.exitCode()).as(dry.toString()).isZero();
        JsonNode json = json(dry);
        assertThat(json.path("job_name").asText()).isEqualTo("dry");
        assertThat(json.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(json.path("counts").path("uploaded").asInt()).isEqualTo(2);
        assertThat(json.path("counts").path("unchanged").asInt()).isEqualTo(2);
        assertThat(json.path("counts").path("deleted").asInt()).isEqualTo(gone + 1);
        assertThat(json.path("would_delete").valueStream().map(JsonNode::asText)).as("each by name")
                .containsExactlyInAnyOrderElementsOf(Stream
                        .concat(Stream.of("/gone"), IntStream.range(0, gone).mapToObj(i -> "/below/gone-" + i))
                        .map(path -> "data object " + TARGET + path + " would be deleted").toList());
        assertThat(json.path("failures")).isEmpty();
        assertThat(json.has("error")).isFalse();
        assertThat(catalog()).isEqualTo(before);
    }

    @Test
    void aDryRunTellsProgramsWhatWouldFailAndWhyNothingCouldBeLookedAt() throws Exception {
        assertThat(cluster.ingest(source, TARGET, "PUT_SYNC").state()).isEqualTo("COMPLETED");
        Files.delete(source.resolve("below/file"));
        Files.delete(source.resolve("below"));
        Files.writeString(source.resolve("below"), "a file now");

        Said failing = say("start", source.toString(), TARGET, "--operation", "PUT_SYNC", "--dry-run", "--json");
        assertThat(failing.exitCode()).as(failing.toString()).isEqualTo(1);
        JsonNode json = json(failing);
        assertThat(json.path("state").asText()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(json.path("counts").path("failed").asInt()).isEqualTo(1);
        assertThat(json.path("failures")).singleElement()
                .satisfies(failure -> assertThat(failure.path("path").asText())
                        .isEqualTo(source.resolve("below").toString()));
        assertThat(json.path("would_delete")).isEmpty();

        Said missing = say("start", source.resolve("missing").toString(), TARGET, "--dry-run", "--json");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(json(missing).path("state").asText()).isEqualTo("FAILED");
        assertThat(json(missing).path("error").asText()).contains("does not exist");
    }

    /** Nothing but one JSON document may be on standard output. */
    private static JsonNode json(Said said) throws IOException {
        return JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build()
                .readTree(said.out());
    }
}

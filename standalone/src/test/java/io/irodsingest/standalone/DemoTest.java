package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} on a bucket; everything is embedded. */
class DemoTest {
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    private Path directory;

    @Test
    void aBucketOfThousandsOfObjectsIsMadeAndUploaded() throws Exception {
        Said said = Said.by(NOBODY, "demo", "--s3", "--json");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        JsonNode summary = new JsonMapper().readTree(said.out());
        assertThat(summary.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(summary.path("files").asInt()).isGreaterThan(2000);
        assertThat(summary.path("uploaded").asInt()).isEqualTo(summary.path("files").asInt());
        assertThat(summary.path("directories").asInt()).isGreaterThan(100);
        assertThat(said.err()).contains("the bucket demo has " + summary.path("files").asInt() + " objects");
    }

    @Test
    void theFilesOfATreeBecomeObjects() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source/below/100%"));
        Files.writeString(source.resolve("file é"), "content");
        Files.createFile(source.resolve("empty"));
        Files.createSymbolicLink(directory.resolve("source/link"), source);

        Said said = Said.by(NOBODY, "demo", "--s3", directory.resolve("source").toString());

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.out()).contains("COMPLETED", "2 uploaded", "collection /tempZone/home/rods/demo");
        assertThat(said.err()).contains("the bucket demo has 2 objects; 1 links, specials");
    }

    @Test
    void objectsCanBeRegisteredInstead() {
        Said said = Said.by(NOBODY, "demo", "--s3", "--operation", "REGISTER_SYNC", "--json");

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThat(said.out()).contains("\"uploaded\" : 0", "\"failed\" : 0").doesNotContain("\"registered\" : 0");
    }

    @Test
    void aSourceThatIsNoTreeIsTold() throws Exception {
        String file = Files.createFile(directory.resolve("file")).toString();
        for (String source : List.of(directory.resolve("missing").toString(), file)) {
            Said.by(NOBODY, "demo", "--s3", source).assertRefused(1, source + " does not exist or is no directory");
        }
    }
}

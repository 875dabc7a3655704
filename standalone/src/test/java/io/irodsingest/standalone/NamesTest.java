package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobRequest.CharacterReplacement;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.handlerapi.CharacterRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that are no text, and names that a character map changes, from their coming to their going. */
class NamesTest extends ClusterTest {
    private static final String NOT_ALPHANUMERIC = "[^a-zA-Z0-9]";
    private static final RawPath UNDECODABLE = RawPath.ofBytes(new byte[]{'b', ' ', (byte) 0xFF, (byte) 0xFE});
    private static final RawPath TEXT = RawPath.ofText("with space.txt");
    private static final RawPath PLAIN = RawPath.ofText("plain");

    private TargetPaths targets;

    @BeforeEach
    void start() throws Exception {
        targets = new TargetPaths(RawPath.of(source), TARGET, List.of(CharacterRule.matching(NOT_ALPHANUMERIC, "_")));
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC, UNREGISTER", "PUT, DO_NOT_DELETE", "PUT_SYNC, NO_TRASH", "PUT_SYNC, TRASH",
            "PUT_APPEND, NO_TRASH", "REGISTER_AS_REPLICA_SYNC, UNREGISTER"})
    void oddNamesComeStayAndGo(String operation, String mode) throws Exception {
        List<RawPath> files = makeFiles();

        JobView first = cluster.run(job(operation, mode));

        assertThat(cluster.client().failures(first.id(), 10).failures()).isEmpty();
        List<String> expected = files.stream().map(targets::logicalPath).sorted().toList();
        assertThat(objects()).isEqualTo(expected);
        assertThat(targets.logicalPath(TEXT)).isEqualTo(TARGET + "/with_space_txt_6koG4");
        for (RawPath file : files) {
            String path = RawPath.of(source).resolve(file).encoded();
            List<String> avu = List.of("irods::automated_ingest::"
                    + (file.name().text().isEmpty() ? "UnicodeEncodeError" : "character_map"),
                    Base64.getEncoder().encodeToString(RawPath.parse(path).bytes()),
                    "python3.base64.b64encode(full_path_of_source_file)");
            boolean isPlain = file.equals(PLAIN);
            // what has no metadata is a row of nothing
            assertThat(catalog.metadata(targets.logicalPath(file))).as(path)
                    .containsExactly(isPlain ? List.of("", "", "") : avu);
        }

        JobView second = cluster.run(job(operation, mode));
        assertThat(second.count("unchanged")).isEqualTo(files.size());
        assertThat(second.count("deleted") + second.count("collections_deleted")).isZero();
        assertThat(objects()).isEqualTo(expected);

        JobView anew = cluster.run(job(operation, mode).ignoreCache(true));
        assertThat(cluster.client().failures(anew.id(), 10).failures()).isEmpty();
        assertThat(objects()).isEqualTo(expected);

        JobView check = cluster.run(job(operation, "DO_NOT_DELETE").mode("CHECK"));
        assertThat(cluster.client().failures(check.id(), 10).failures()).isEmpty();
        assertThat(check.state()).isEqualTo("COMPLETED");

        for (RawPath file : files) {
            Files.writeString(RawPath.of(source).resolve(file).toPath(), file.encoded() + " and more");
        }
        JobView grown = cluster.run(job(operation, mode));
        assertThat(cluster.client().failures(grown.id(), 10).failures()).isEmpty();
        if (!operation.equals("PUT")) {
            for (Catalog.Replica replica : catalog.replicas(TARGET).values()) {
                assertThat(replica.size()).as(replica.path()).isEqualTo(sizeOf(files, replica.path()));
            }
        }

        for (RawPath file : files) {
            if (!file.equals(PLAIN)) {
                Files.delete(RawPath.of(source).resolve(file).toPath());
            }
        }
        Files.delete(RawPath.of(source).resolve(UNDECODABLE).toPath().resolveSibling("a b"));
        JobView last = cluster.run(job(operation, mode));
        assertThat(last.state()).isEqualTo("COMPLETED");
        boolean deletes = !mode.equals("DO_NOT_DELETE");
        assertThat(last.count("deleted")).isEqualTo(deletes ? files.size() - 1 : 0);
        assertThat(last.count("collections_deleted")).isEqualTo(deletes ? 1 : 0);
        assertThat(objects()).isEqualTo(deletes ? List.of(TARGET + "/plain") : expected);
    }

    @Test
    void collectionsTellTheirNames() throws Exception {
        Files.createDirectory(source.resolve("a b"));
        Path undecodable = RawPath.of(source).resolve(RawPath.ofBytes(new byte[]{(byte) 0xC3})).toPath();
        Files.createDirectory(undecodable);

        assertThat(cluster.run(job("REGISTER_SYNC", "DO_NOT_DELETE")).state()).isEqualTo("COMPLETED");

        String mapped = targets.logicalPath(RawPath.ofText("a b"));
        String odd = targets.logicalPath(RawPath.of(undecodable.getFileName()));
        assertThat(catalog.collections(TARGET)).containsExactlyInAnyOrder(TARGET, mapped, odd);
        assertThat(catalog.collectionMetadata(mapped)).singleElement()
                .satisfies(avu -> assertThat(avu.getFirst()).isEqualTo("irods::automated_ingest::character_map"));
        assertThat(catalog.collectionMetadata(odd)).singleElement()
                .satisfies(avu -> assertThat(avu.getFirst()).isEqualTo("irods::automated_ingest::UnicodeEncodeError"));
    }

    @Test
    void aMapThatCannotKeepNamesApartFailsTheJob() throws Exception {
        Files.writeString(source.resolve("file"), "");
        JobView job = cluster.run(TestCluster.job(source, TARGET).operation("PUT")
                .characterMap(List.of(new CharacterReplacement(".", "_"))));
        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error()).hasValueSatisfying(error -> assertThat(error).contains("character map"));
        assertThat(catalog.collections(TARGET)).isEmpty();
    }

    /** Two at the root and the same in a directory whose name changes, and a plain one. */
    private List<RawPath> makeFiles() throws IOException {
        RawPath folder = RawPath.ofText("a b");
        Files.createDirectory(source.resolve("a b"));
        List<RawPath> files = new ArrayList<>(
                List.of(UNDECODABLE, TEXT, PLAIN, folder.resolve(UNDECODABLE), folder.resolve(TEXT)));
        for (RawPath file : files) {
            Files.writeString(RawPath.of(source).resolve(file).toPath(), file.encoded());
        }
        return files;
    }

    private long sizeOf(List<RawPath> files, String logicalPath) throws IOException {
        RawPath file = files.stream().filter(one -> targets.logicalPath(one).equals(logicalPath)).findFirst()
                .orElseThrow();
        return Files.size(RawPath.of(source).resolve(file).toPath());
    }

    private JobRequestBuilder job(String operation, String mode) {
        return TestCluster.job(source, TARGET).operation(operation).deleteMode(mode)
                .resource(operation.equals("REGISTER_AS_REPLICA_SYNC") ? "demoResc" : null).undecodable("UPLOAD")
                .characterMap(List.of(new CharacterReplacement(NOT_ALPHANUMERIC, "_")));
    }

    private List<String> objects() throws Exception {
        return List.copyOf(catalog.replicas(TARGET).keySet());
    }
}

package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.Catalog.Copy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the table of operations, with a tree of resources. */
class OperationsTest extends ResourceTree {
    /** What is there, what the operation makes of it, and which bytes the data object has then. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(textBlock = """
            REGISTER_SYNC,            absent,         registered
            REGISTER_SYNC,            registered,     updated
            REGISTER_SYNC,            put here,       another physical path
            REGISTER_SYNC,            put elsewhere,  no replica on resource rootResc
            REGISTER_SYNC,            a collection,   a collection is in the target
            REGISTER_AS_REPLICA_SYNC, absent,         registered
            REGISTER_AS_REPLICA_SYNC, registered,     updated
            REGISTER_AS_REPLICA_SYNC, put here,       another physical path
            REGISTER_AS_REPLICA_SYNC, put elsewhere,  replicas_registered
            REGISTER_AS_REPLICA_SYNC, a collection,   a collection is in the target
            PUT,                      absent,         uploaded
            PUT,                      put here,       existing
            PUT,                      put elsewhere,  no replica on resource rootResc
            PUT,                      a collection,   a collection is in the target
            PUT_SYNC,                 absent,         uploaded
            PUT_SYNC,                 put here,       uploaded
            PUT_SYNC,                 registered,     the source's file itself
            PUT_SYNC,                 put elsewhere,  no replica on resource rootResc
            PUT_SYNC,                 a collection,   a collection is in the target
            PUT_APPEND,               absent,         uploaded
            PUT_APPEND,               put here,       appended
            PUT_APPEND,               longer,         the source shrank
            PUT_APPEND,               put elsewhere,  no replica on resource rootResc
            PUT_APPEND,               a collection,   a collection is in the target
            NO_OP,                    absent,         skipped
            NO_OP,                    put here,       skipped
            NO_OP,                    put elsewhere,  skipped
            """, quoteCharacter = '"')
    void everyCell(String operation, String given, String expected) throws Exception {
        List<Copy> before = given(given);

        JobView job = cluster.run(TestCluster.job(source, target).operation(operation).resource("rootResc"));

        List<Copy> after = catalog.copies(object);
        switch (expected) {
            case "registered" -> assertThat(after).containsExactly(inPlace(0));
            case "updated" -> assertThat(after).containsExactly(inPlace(0));
            case "replicas_registered" -> {
                assertThat(after).extracting(Copy::status).containsExactly("0", "1");
                assertThat(after.getFirst().hierarchy()).isEqualTo("demoResc");
                assertThat(after.get(1)).isEqualTo(inPlace(1));
            }
            case "uploaded" -> assertInVault(after, CONTENT);
            case "appended" -> assertInVault(after, "abcd" + CONTENT.substring(4));
            default -> assertThat(after).isEqualTo(before);
        }
        if (expected.matches("[a-z_]+")) {
            assertThat(job.state()).isEqualTo("COMPLETED");
            assertThat(job.count(expected)).isEqualTo(1);
        } else {
            assertThat(job.count("failed")).isEqualTo(1);
            assertThat(failures(job)).singleElement().satisfies(failure -> {
                assertThat(failure.path()).isEqualTo(file.toString());
                assertThat(failure.error()).contains(expected);
            });
        }
        assertThat(file).hasContent(CONTENT);
    }

    private static void assertInVault(List<Copy> copies, String content) {
        assertThat(copies).singleElement().satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("1");
            assertThat(copy.size()).isEqualTo(content.length());
            assertThat(copy.hierarchy()).isEqualTo(LEAF);
            assertThat(Path.of(copy.physicalPath())).hasContent(content)
                    .startsWith(directory.resolve("vault/leafResc"));
        });
    }

    /** Registering takes a leaf of a tree, but nothing between; new data goes to a root only: so says the server. */
    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,middleResc,-1803000", "REGISTER_SYNC,leafResc,",
            "REGISTER_AS_REPLICA_SYNC,middleResc,-1803000", "REGISTER_AS_REPLICA_SYNC,leafResc,",
            "PUT,middleResc,-1816000", "PUT,leafResc,-1816000", "PUT_SYNC,middleResc,-1816000",
            "PUT_SYNC,leafResc,-1816000", "PUT_APPEND,middleResc,-1816000", "PUT_APPEND,leafResc,-1816000"})
    void aMiddleOrLeafResource(String operation, String resource, String status) throws Exception {
        JobView job = cluster.run(TestCluster.job(source, target).operation(operation).resource(resource));

        if (status == null) {
            assertThat(catalog.copies(object)).containsExactly(inPlace(0));
            Files.writeString(file, "longer than before");
            JobView second = cluster.run(TestCluster.job(source, target).operation(operation).resource(resource));
            assertThat(second.count("updated")).isEqualTo(1);
            assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(18L);
        } else {
            assertThat(failures(job)).singleElement()
                    .satisfies(failure -> assertThat(failure.error()).contains(status));
            assertThat(catalog.copies(object)).isEmpty();
        }
    }

    @Test
    void aReplicaInStepIsTheGoodOneOfTwo() throws Exception {
        given("put elsewhere");
        cluster.run(TestCluster.job(source, target).operation("REGISTER_AS_REPLICA_SYNC").resource("rootResc"));
        assertThat(catalog.copies(object)).extracting(Copy::hierarchy, Copy::status)
                .containsExactly(tuple("demoResc", "0"), tuple(LEAF, "1"));
        Files.writeString(file, "changed");

        JobView job = cluster
                .run(TestCluster.job(source, target).operation("REGISTER_AS_REPLICA_SYNC").resource("rootResc"));

        assertThat(job.count("updated")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::size, Copy::status).containsExactly(tuple(4L, "0"),
                tuple(7L, "1"));
    }

    @Test
    void anInitialIngestAsksNothingAndRefusesWhatExists() throws Exception {
        given("put elsewhere");
        write("new", "new");
        cluster.irods().counts().reset();

        JobView job = cluster.run(TestCluster.job(source, target).operation("REGISTER_SYNC").initialIngest(true));

        assertThat(job.count("registered")).isEqualTo(1);
        assertThat(failures(job)).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("exists already"));
        assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(4L);
    }

    @Test
    void whereALinkPointsToIsKeptInStep() throws Exception {
        Path link = Files.createSymbolicLink(source.resolve("link"), Path.of("first"));
        for (String operation : List.of("REGISTER_SYNC", "REGISTER_SYNC")) {
            cluster.run(TestCluster.job(source, target).operation(operation));
            Files.delete(link);
            Files.createSymbolicLink(link, Path.of("second one"));
        }
        assertThat(catalog.metadata(target + "/link"))
                .containsExactly(List.of("link_target", "second one", "automated_ingest"));
    }
}

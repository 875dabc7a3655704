package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.standalone.Catalog.Replica;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd names of entries in each operation, and odd targets. */
class OddNamesAndTargetsTest extends ClusterTest {
    @ParameterizedTest
    @EnumSource(Operation.class)
    void namesThatAreNotValidUtf8AreNotLost(Operation operation) throws Exception {
        Path folder = Files.createDirectory(in(source, 'd', 0xFE));
        List<Path> files = List.of(in(source, 'b', 'a', 'd', 0xFF), in(source, 0xC3, '(', '`'), in(folder, 0xF0, '.'));
        for (Path file : files) {
            Files.writeString(file, "here");
        }
        Files.writeString(folder.resolve("in a bad one"), "here");

        JobView job = cluster.run(job(operation, TARGET).undecodable("UPLOAD"));

        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("files")).isEqualTo(4);
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        if (operation == Operation.NO_OP) {
            assertThat(replicas).isEmpty();
        } else {
            assertThat(replicas.keySet()).containsExactlyElementsOf(Expected.of(source, TARGET).dataObjects());
            for (Path file : files) {
                String base64 = Base64.getEncoder().encodeToString(RawPath.of(file).bytes());
                String path = replicas.keySet().stream()
                        .filter(name -> name.endsWith("/irods_UnicodeEncodeError_" + base64.replace('/', '_')))
                        .findFirst().orElseThrow();
                assertThat(catalog.metadata(path)).containsExactly(List.of(
                        "irods::automated_ingest::UnicodeEncodeError", base64,
                        "python3.base64.b64encode(full_path_of_source_file)"));
                assertThat(replicas.get(path).size()).isEqualTo(4);
            }
        }
        cluster.irods().counts().reset();
        JobView again = cluster.run(job(operation, TARGET).undecodable("UPLOAD"));
        if (operation == Operation.NO_OP) {
            assertThat(again.count("skipped")).as("nothing was synced that could be remembered").isEqualTo(4);
        } else {
            assertThat(again.count("unchanged")).isEqualTo(4);
            assertThat(cluster.irods().counts().snapshot()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = {"REGISTER_SYNC", "REGISTER_AS_REPLICA_SYNC"})
    void whatCannotBeRegisteredIsToldOfInWords(Operation operation) throws Exception {
        Files.writeString(in(source, 'b', 'a', 'd', 0xFF), "here");
        Files.writeString(source.resolve("good"), "here");

        JobView failing = cluster.run(job(operation, TARGET));
        JobView skipping = cluster.run(job(operation, TARGET).undecodable("SKIP"));

        assertThat(failing.count("registered")).isEqualTo(1);
        assertThat(cluster.client().failures(failing.id(), 10).failures()).singleElement().satisfies(
                failure -> assertThat(failure.error()).contains("not valid UTF-8", "--undecodable upload")
                        .doesNotContain("status"));
        assertThat(skipping.state()).isEqualTo("COMPLETED");
        assertThat(skipping.count("skipped")).isEqualTo(1);
        assertThat(skipping.count("unchanged")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void graveAccents(Operation operation) throws Exception {
        Files.createDirectory(source.resolve("a `directory`"));
        Files.writeString(source.resolve("a `directory`/`file"), "here");
        Files.writeString(source.resolve("file`"), "here");

        JobView job = cluster.run(job(operation, TARGET + "/`in`").eventHandler(Handlers.yaml(directory, """
                metadata:
                  - {on: [data_object, collection], when: create, attribute: '`a`', value: '${name}', unit: '`'}
                """)));

        if (operation != Operation.NO_OP) {
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(job.state()).isEqualTo("COMPLETED");
            assertThat(catalog.metadata(TARGET + "/`in`/a `directory`/`file"))
                    .containsExactly(List.of("`a`", "`file", "`"));
            assertThat(catalog.collectionMetadata(TARGET + "/`in`/a `directory`"))
                    .containsExactly(List.of("`a`", "a `directory`", "`"));
            assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/`in`/a `directory`/`file",
                    TARGET + "/`in`/file`");
        }
    }

    @Test
    void withoutAnOperationFilesAreRegistered() throws Exception {
        Path file = Files.writeString(source.resolve("file"), "here");

        JobView job = cluster.run(TestCluster.job(source, TARGET));

        assertThat(job.work().operation()).isEqualTo("REGISTER_SYNC");
        assertThat(catalog.replicas(TARGET).get(TARGET + "/file").physicalPath()).isEqualTo(file.toString());
    }

    @Test
    void targetMayBeMissingWithItsParents() throws Exception {
        Files.writeString(source.resolve("file"), "here");
        String deep = TARGET + "/a/very/deep/collection/that/is/not/there/yet";

        JobView job = cluster.run(TestCluster.job(source, deep).operation("PUT"));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.replicas(TARGET)).containsOnlyKeys(deep + "/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tempZoneX/home/rods/in", "/tempZon/in", "/TEMPZONE/home/rods/in", "/noZone", "/ /in",
            "/temp'Zone/in", "/%/in", "/tempZone%/in"})
    void zoneThatDoesNotExistFailsTheJobAtOnce(String target) throws Exception {
        Files.writeString(source.resolve("file"), "here");
        List<String> before = catalog.collections("/");

        JobView job = cluster.run(TestCluster.job(source, target));

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElseThrow())
                .contains("zone " + target.split("/")[1] + " does not exist; the server knows tempZone");
        assertThat(job.count("files")).as("nothing was looked at").isZero();
        assertThat(catalog.collections("/")).isEqualTo(before);
    }

    @Test
    void ignoreCacheLooksAtEverythingAnew() throws Exception {
        Files.writeString(source.resolve("file"), "here");
        Files.writeString(source.resolve("other"), "here");
        cluster.run(job(Operation.PUT, TARGET));

        JobView again = cluster.run(job(Operation.PUT, TARGET).ignoreCache(true));

        assertThat(again.count("unchanged")).isZero();
        assertThat(again.count("existing")).isEqualTo(2);
        assertThat(cluster.run(job(Operation.PUT, TARGET)).count("unchanged")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = {"REGISTER_SYNC", "PUT", "PUT_SYNC", "PUT_APPEND"})
    void whatExistsIsAnErrorOfAnInitialIngest(Operation operation) throws Exception {
        Files.writeString(source.resolve("there"), "here");
        cluster.run(job(operation, TARGET));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("there"), "another one");
        Files.writeString(other.resolve("new"), "new");

        JobView job = cluster.run(TestCluster.job(other, TARGET).operation(operation.name()).initialIngest(true));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(other.resolve("there").toString());
            assertThat(failure.error()).contains("exists");
        });
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas).containsOnlyKeys(TARGET + "/new", TARGET + "/there");
        assertThat(replicas.get(TARGET + "/there").size()).isEqualTo(4);
    }

    private JobRequestBuilder job(Operation operation, String target) {
        JobRequestBuilder job = TestCluster.job(source, target).operation(operation.name());
        return operation == Operation.REGISTER_AS_REPLICA_SYNC ? job.resource("demoResc") : job;
    }

    private static Path in(Path folder, int... name) {
        byte[] bytes = new byte[name.length];
        for (int i = 0; i < name.length; i++) {
            bytes[i] = (byte) name[i];
        }
        return RawPath.of(folder).resolve(RawPath.ofBytes(bytes)).toPath();
    }
}

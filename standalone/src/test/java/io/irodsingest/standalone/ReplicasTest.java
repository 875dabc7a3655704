package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.standalone.Catalog.Copy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several replicas of a data object, and a tree of resources that chooses the leaf itself. */
class ReplicasTest extends ResourceTree {
    private static final String BRANCH = "chooserResc;branchResc;";
    private static final int FILES = 10;

    /** chooserResc;branchResc, and below that the leaves twigA and twigB, of which one is taken at random. */
    @BeforeAll
    static void grow() throws Exception {
        catalog.admin("add", "resource", "chooserResc", "random", "", "", "tempZone");
        catalog.admin("add", "resource", "branchResc", "random", "", "", "tempZone");
        catalog.admin("add", "resource", "twigA", "unixfilesystem", "", "", "tempZone");
        catalog.admin("add", "resource", "twigB", "unixfilesystem", "", "", "tempZone");
        catalog.admin("add", "resource", "extraResc", "unixfilesystem", "", "", "tempZone");
        catalog.admin("add", "childtoresc", "chooserResc", "branchResc", "");
        catalog.admin("add", "childtoresc", "branchResc", "twigA", "");
        catalog.admin("add", "childtoresc", "branchResc", "twigB", "");
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,registered,updated", "REGISTER_AS_REPLICA_SYNC,registered,updated",
            "PUT,uploaded,existing", "PUT_SYNC,uploaded,uploaded", "PUT_APPEND,uploaded,appended"})
    void whereverTheTreeHasPutAReplicaItIsFoundAgain(String operation, String first, String second) throws Exception {
        Files.delete(file);
        for (int i = 0; i < FILES; i++) {
            write("file" + i, CONTENT.substring(i));
        }
        JobView one = cluster.run(job(operation, "chooserResc"));
        assertThat(one.count(first)).isEqualTo(FILES);
        for (int i = 0; i < FILES; i++) {
            write("file" + i, CONTENT.substring(i) + " and more");
        }

        JobView two = cluster.run(job(operation, "chooserResc"));

        assertThat(failures(two)).isEmpty();
        assertThat(two.count(second)).isEqualTo(FILES);
        for (int i = 0; i < FILES; i++) {
            String content = CONTENT.substring(i) + (operation.equals("PUT") ? "" : " and more");
            Path registered = source.resolve("file" + i);
            assertThat(catalog.copies(target + "/file" + i)).singleElement().satisfies(copy -> {
                assertThat(copy.hierarchy()).isIn(BRANCH + "twigA", BRANCH + "twigB");
                assertThat(copy.status()).isEqualTo("1");
                assertThat(copy.size()).isEqualTo(content.length());
                if (operation.startsWith("REGISTER")) {
                    assertThat(copy.physicalPath()).isEqualTo(registered.toString());
                    assertThat(copy.modified()).isEqualTo(MODIFIED);
                } else {
                    assertThat(Path.of(copy.physicalPath())).hasContent(content);
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"twigA", "twigB", "chooserResc"})
    void aReplicaBesideOneElsewhereFollowsTheSourceAndTheOtherDoesNot(String resource) throws Exception {
        given("put elsewhere");
        JobView first = cluster.run(job("REGISTER_AS_REPLICA_SYNC", resource));
        assertThat(first.count("replicas_registered")).isEqualTo(1);
        write("file", "changed");

        JobView second = cluster.run(job("REGISTER_AS_REPLICA_SYNC", resource));

        assertThat(second.count("updated")).isEqualTo(1);
        List<Copy> copies = catalog.copies(object);
        assertThat(copies).extracting(Copy::size, Copy::status).containsExactly(tuple(4L, "0"), tuple(7L, "1"));
        assertThat(copies.get(1).physicalPath()).isEqualTo(file.toString());
        assertThat(copies.get(1).hierarchy()).endsWith(resource.startsWith("twig") ? resource : "").startsWith(BRANCH);
        assertThat(Path.of(copies.getFirst().physicalPath())).hasContent("abcd");
    }

    @Test
    void twoReplicasElsewhereGetAThirdAndAreStaleThen() throws Exception {
        given("put elsewhere");
        Path other = Files.writeString(directory.resolve("other copy"), "abcd");
        registerReplica("extraResc", other);

        JobView job = cluster.run(job("REGISTER_AS_REPLICA_SYNC", "rootResc"));

        assertThat(job.count("replicas_registered")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::hierarchy, Copy::physicalPath, Copy::status)
                .contains(tuple("extraResc", other.toString(), "0"), tuple(LEAF, file.toString(), "1"))
                .hasSize(3);
        assertThat(cluster.run(job("REGISTER_AS_REPLICA_SYNC", "extraResc").ignoreCache(true)).count("failed"))
                .as("there it has another physical path").isEqualTo(1);
        assertThat(catalog.copies(object)).filteredOn(copy -> copy.status().equals("1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twigA", "chooserResc"})
    void anotherFileInTheHierarchyAlreadyIsAnError(String resource) throws Exception {
        putTo("twigA");
        List<Copy> before = catalog.copies(object);

        JobView job = cluster.run(job("REGISTER_AS_REPLICA_SYNC", resource));

        assertThat(failures(job)).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("another physical path"));
        assertThat(catalog.copies(object)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"twigA", "chooserResc"})
    void theSameFileInTheHierarchyAlreadyIsUpdated(String resource) throws Exception {
        given("put elsewhere");
        registerReplica("twigA", file);
        write("file", "a longer one than before");

        JobView job = cluster.run(job("REGISTER_AS_REPLICA_SYNC", resource));

        assertThat(job.count("updated")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::hierarchy, Copy::size, Copy::status)
                .containsExactly(tuple("demoResc", 4L, "0"), tuple(BRANCH + "twigA", 24L, "1"));
    }

    @Test
    void aReplicaOnAnotherLeafOfTheTreeIsNoReplicaOnThisOne() throws Exception {
        putTo("twigB");

        JobView job = cluster.run(job("REGISTER_AS_REPLICA_SYNC", "twigA"));

        assertThat(job.count("replicas_registered")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::hierarchy, Copy::status)
                .containsExactly(tuple(BRANCH + "twigB", "0"), tuple(BRANCH + "twigA", "1"));
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,absent", "REGISTER_AS_REPLICA_SYNC,absent", "REGISTER_AS_REPLICA_SYNC,put elsewhere"})
    void aRewrittenPathIsRegisteredAndRecognised(String operation, String given) throws Exception {
        int others = given(given).size();
        JobRequestBuilder job = job(operation, "twigB")
                .eventHandler(Handlers.yaml(directory, "target_path: '/export${path}'"));
        cluster.run(job);
        write("file", "changed");

        JobView second = cluster.run(job);

        assertThat(failures(second)).isEmpty();
        assertThat(second.count("updated")).isEqualTo(1);
        assertThat(catalog.copies(object)).hasSize(others + 1).last().satisfies(copy -> {
            assertThat(copy.physicalPath()).isEqualTo("/export" + file);
            assertThat(copy.size()).isEqualTo(7);
            assertThat(copy.status()).isEqualTo("1");
        });
        assertThat(failures(cluster.run(job(operation, "twigB").ignoreCache(true)))).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("another physical path"));
    }

    /** Uploads to a leaf, which only takes new data while it is no part of the tree. */
    private void putTo(String leaf) throws Exception {
        catalog.admin("rm", "childfromresc", "branchResc", leaf);
        try (IrodsSession session = irods.session()) {
            put(session, leaf, "abcd");
        } finally {
            catalog.admin("add", "childtoresc", "branchResc", leaf, "");
        }
    }

    private void registerReplica(String resource, Path path) throws Exception {
        try (IrodsSession session = irods.session()) {
            session.register(List.of(
                    new Registration(object, Optional.of(resource), RawPath.of(path), 4, MODIFIED, true)));
        }
    }

    private JobRequestBuilder job(String operation, String resource) {
        return TestCluster.job(source, target).operation(operation).resource(resource);
    }
}

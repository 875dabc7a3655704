package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.Progress;
import io.irodsingest.cli.Watch;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.standalone.Catalog.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell of the table of operations, with a tree of resources: rootResc;middleResc;leafResc. */
class OperationsTest {
    private static final String CONTENT = "0123456789";
    private static final long MODIFIED = 1_700_000_000L;
    private static final String LEAF = "rootResc;middleResc;leafResc";

    @TempDir
    private static Path directory;
    private static TestCluster cluster;
    private static Catalog catalog;
    private static Irods irods;

    private Path source;
    private Path file;
    private String target;
    private String object;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("vault"), 4);
        catalog = Catalog.of(cluster.irods());
        irods = new Irods4jClient(TestCluster.environment(cluster.irods()), PoolSettings.DEFAULT);
        catalog.admin("add", "resource", "rootResc", "passthru", "", "", "tempZone");
        catalog.admin("add", "resource", "middleResc", "passthru", "", "", "tempZone");
        catalog.admin("add", "resource", "leafResc", "unixfilesystem", "", "", "tempZone");
        catalog.admin("add", "childtoresc", "rootResc", "middleResc", "");
        catalog.admin("add", "childtoresc", "middleResc", "leafResc", "");
    }

    @AfterAll
    static void end() throws IOException {
        irods.close();
        catalog.close();
        cluster.close();
    }

    @BeforeEach
    void prepare(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName() + "-" + Math.abs(test.getDisplayName().hashCode());
        source = Files.createDirectory(directory.resolve(name));
        file = write("file", CONTENT);
        target = TestCluster.HOME + '/' + name;
        object = target + "/file";
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(target);
        }
    }

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

    private List<Copy> given(String given) throws Exception {
        try (IrodsSession session = irods.session()) {
            switch (given) {
                case "registered" -> session.register(List.of(new Registration(object, Optional.of("rootResc"),
                        RawPath.of(file), 4, 1_500_000_000L)));
                case "put here" -> put(session, "rootResc", "abcd");
                case "longer" -> put(session, "rootResc", CONTENT + "and more");
                case "put elsewhere" -> put(session, "demoResc", "abcd");
                case "a collection" -> session.createCollections(List.of(object));
                default -> assertThat(given).isEqualTo("absent");
            }
        }
        return catalog.copies(object);
    }

    private void put(IrodsSession session, String resource, String content) throws Exception {
        session.put(new Put(object, Optional.of(resource), content.length(), false, false), new TextContent(content));
    }

    private Copy inPlace(int number) {
        return new Copy(number, CONTENT.length(), file.toString(), "1", MODIFIED, LEAF, "");
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

    /** Registering takes any resource of a tree; new data goes to a root only, says the server. */
    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,middleResc", "REGISTER_SYNC,leafResc", "REGISTER_AS_REPLICA_SYNC,middleResc",
            "REGISTER_AS_REPLICA_SYNC,leafResc", "PUT,middleResc", "PUT,leafResc", "PUT_SYNC,middleResc",
            "PUT_SYNC,leafResc", "PUT_APPEND,middleResc", "PUT_APPEND,leafResc"})
    void aMiddleOrLeafResource(String operation, String resource) throws Exception {
        JobView job = cluster.run(TestCluster.job(source, target).operation(operation).resource(resource));

        if (operation.startsWith("REGISTER")) {
            assertThat(catalog.copies(object)).containsExactly(inPlace(0));
            Files.writeString(file, "longer than before");
            JobView second = cluster.run(TestCluster.job(source, target).operation(operation).resource(resource));
            assertThat(second.count("updated")).isEqualTo(1);
            assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(18L);
        } else {
            assertThat(failures(job)).singleElement()
                    .satisfies(failure -> assertThat(failure.error()).contains("-1816000"));
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

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_SYNC", "PUT_APPEND"})
    void whatAKilledUploadLeftIsRepaired(String operation) throws Exception {
        try (Catalog killed = Catalog.of(cluster.irods())) {
            killed.beginWriting(object);
            assertThat(catalog.copies(object)).extracting(Copy::status).containsExactly("2");
        }
        JobView job = cluster.run(TestCluster.job(source, target).operation(operation));
        assertThat(failures(job)).isEmpty();
        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::status, Copy::size).containsExactly(tuple("1", 10L));
    }

    @Test
    void aLockThatGoesAwayIsWaitedFor() throws Exception {
        JobView started;
        try (Catalog other = Catalog.of(cluster.irods())) {
            other.beginWriting(object);
            cluster.irods().counts().reset();
            started = cluster.start(source, target, "PUT_SYNC");
            await().until(() -> cluster.irods().counts().snapshot().containsKey(606));
        }
        JobView job = Watch.untilEnd(cluster.client(), started.id(),
                Progress.NONE);
        assertThat(failures(job)).isEmpty();
        assertThat(job.count("uploaded")).isEqualTo(1);
    }

    @Test
    void aLargeFileGoesOverSeveralConnections() throws Exception {
        byte[] bytes = new byte[70 * 1024 * 1024 + 17];
        new Random(7).nextBytes(bytes);
        Files.write(file, bytes);
        cluster.irods().counts().reset();

        JobView job = cluster.run(TestCluster.job(source, target).operation("PUT").checksum(true));

        assertThat(failures(job)).isEmpty();
        Copy copy = catalog.copies(object).getFirst();
        assertThat(copy.status()).isEqualTo("1");
        assertThat(copy.checksum()).startsWith("sha2:");
        assertThat(Path.of(copy.physicalPath())).hasSameBinaryContentAs(file);
        assertThat(cluster.irods().counts().snapshot().get(20003)).as("opens").isEqualTo(4);
    }

    @Test
    void aLogIsAppendedToAsItGrows() throws Exception {
        StringBuilder all = new StringBuilder(CONTENT);
        for (int pass = 0; pass < 4; pass++) {
            JobView job = cluster.run(TestCluster.job(source, target).operation("PUT_APPEND").checksum(pass == 3));
            assertThat(job.count(pass == 0 ? "uploaded" : "appended")).isEqualTo(1);
            assertThat(Path.of(catalog.copies(object).getFirst().physicalPath())).hasContent(all.toString());
            all.append("line ").append(pass);
            Files.writeString(file, all.toString());
        }
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

    @Test
    void aDryRunCountsAndChangesNothing() throws Exception {
        write("new", "new");
        given("put here");
        JobView dry = cluster
                .run(TestCluster.job(source, target).operation("PUT_SYNC").resource("rootResc").mode("DRY_RUN"));
        assertThat(dry.count("uploaded")).isEqualTo(2);
        assertThat(catalog.copies(target + "/new")).isEmpty();
        assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(4L);

        JobView real = cluster.run(TestCluster.job(source, target).operation("PUT_SYNC").resource("rootResc"));
        assertThat(real.count("uploaded")).as("nothing was remembered").isEqualTo(2);
    }

    @Test
    void aCheckTellsEachDifference() throws Exception {
        write("missing", "missing");
        write("same", "same");
        given("registered");
        try (IrodsSession session = irods.session()) {
            session.register(List.of(new Registration(target + "/same", Optional.of("rootResc"),
                    RawPath.of(source.resolve("same")), 4, MODIFIED)));
        }
        JobView job = cluster
                .run(TestCluster.job(source, target).operation("REGISTER_SYNC").mode("CHECK").ignoreCache(true));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(List.of(job.count("missing"), job.count("different"), job.count("existing")))
                .containsExactly(1L, 1L, 1L);
        assertThat(failures(job)).extracting(Failure::path, Failure::error).containsExactlyInAnyOrder(
                tuple(source.resolve("missing").toString(), "it is not in the target"),
                tuple(file.toString(), "the source has 10 bytes, the target 4; the source was modified at " + MODIFIED
                        + " s, the target says 1500000000 s"));
        assertThat(catalog.copies(object)).extracting(Copy::size).containsExactly(4L);
    }

    @Test
    void aCheckComparesChecksums() throws Exception {
        cluster.run(TestCluster.job(source, target).operation("PUT").checksum(true));
        Files.writeString(file, "9876543210");
        JobView sizes = cluster.run(TestCluster.job(source, target).operation("PUT").mode("CHECK").ignoreCache(true));
        JobView sums = cluster.run(
                TestCluster.job(source, target).operation("PUT").mode("CHECK").ignoreCache(true).checksum(true));
        assertThat(sizes.count("existing")).isEqualTo(1);
        assertThat(failures(sums)).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("checksum sha2:"));
    }

    private Path write(String name, String content) throws IOException {
        Path written = Files.writeString(source.resolve(name), content);
        return Files.setLastModifiedTime(written, FileTime.from(Instant.ofEpochSecond(MODIFIED)));
    }

    private static List<Failure> failures(JobView job) throws Exception {
        return cluster.client().failures(job.id(), 10).failures();
    }
}

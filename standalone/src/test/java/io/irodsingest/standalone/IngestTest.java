package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.miniirods.RequestCounts;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.standalone.Catalog.Replica;
import io.irodsingest.testservers.SourceTree;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a tree in iRODS, over a real broker and Redis. */
class IngestTest extends ClusterTest {
    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT"})
    void everythingArrives(String operation) throws Exception {
        new SourceTree(3, 4, 70, 0, 300, 1).makeIn(source);
        Files.createDirectories(source.resolve("empty/emptier"));
        Files.writeString(source.resolve("at the root"), "here");
        Files.createSymbolicLink(source.resolve("link"), Path.of("at the root"));
        Files.createSymbolicLink(source.resolve("broken link"), Path.of("/nowhere"));
        Files.createSymbolicLink(source.resolve("link to a directory"), source.resolve("d01"));

        JobView job = cluster.ingest(source, TARGET, operation);

        Expected expected = Expected.of(source, TARGET);
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.collections(TARGET)).isEqualTo(expected.collections());
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas.keySet()).containsExactlyElementsOf(expected.dataObjects());
        assertThat(job.count("files")).isEqualTo(64 * 70 + 1);
        assertThat(job.count("links")).isEqualTo(3);
        assertThat(job.count("directories")).isEqualTo(expected.collections().size());
        assertThat(job.count("collections_created")).isEqualTo(expected.collections().size());
        assertThat(job.count(operation.equals("PUT") ? "uploaded" : "registered"))
                .isEqualTo(expected.dataObjects().size());
        assertThat(job.count("failed")).isZero();
        assertThat(job.tasks().remainingTasks()).isZero();
        assertThat(catalog.metadata(TARGET + "/link"))
                .containsExactly(List.of("link_target", "at the root", "automated_ingest"));
        assertThat(catalog.metadata(TARGET + "/broken link"))
                .containsExactly(List.of("link_target", "/nowhere", "automated_ingest"));
        for (Replica replica : replicas.values()) {
            assertThat(replica.status()).as(replica.path()).isEqualTo("1");
        }
        Replica one = replicas.get(TARGET + "/d01/d02/d03/f000007");
        Path file = source.resolve("d01/d02/d03/f000007");
        assertThat(one.size()).isEqualTo(Files.size(file));
        if (operation.equals("PUT")) {
            assertThat(Path.of(one.physicalPath())).hasSameBinaryContentAs(file);
        } else {
            assertThat(one.physicalPath()).isEqualTo(file.toString());
            assertThat(one.modified()).isEqualTo(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT"})
    void anUnchangedTreeCostsNoRequest(String operation) throws Exception {
        SourceTree.Made made = SourceTree.ofFullChunks(5000, 50, 2).makeIn(source);
        cluster.ingest(source, TARGET, operation);
        RequestCounts requests = cluster.irods().counts();
        requests.reset();
        long before = roundTrips();

        JobView second = cluster.ingest(source, TARGET, operation);

        assertThat(second.state()).isEqualTo("COMPLETED");
        assertThat(second.count("unchanged")).isEqualTo(made.files());
        assertThat(requests.snapshot()).isEmpty();
        // a chunk is 50 files; heartbeats and looks at the job's state, which a slow machine has more of, are in it too
        assertThat(roundTrips() - before).isLessThanOrEqualTo(made.files() / 50);
    }

    private long roundTrips() throws Exception {
        long now = System.currentTimeMillis();
        return await().until(() -> cluster.client().workers().workers(),
                workers -> workers.size() == 1 && workers.getFirst().lastSeen().toEpochMilli() > now).getFirst()
                .figures()
                .get("redis_round_trips");
    }

    @Test
    void whatChangedIsBroughtInStep() throws Exception {
        Path file = Files.writeString(source.resolve("file"), "first");
        Files.writeString(source.resolve("other"), "other");
        cluster.ingest(source, TARGET, "REGISTER_SYNC");
        Files.writeString(file, "longer than before");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        Files.writeString(source.resolve("new"), "new");

        JobView second = cluster.ingest(source, TARGET, "REGISTER_SYNC");

        assertThat(second.count("updated")).isEqualTo(1);
        assertThat(second.count("registered")).isEqualTo(1);
        assertThat(second.count("unchanged")).isEqualTo(1);
        Replica replica = catalog.replicas(TARGET).get(TARGET + "/file");
        assertThat(replica.size()).isEqualTo(18);
        assertThat(replica.modified()).isEqualTo(1_700_000_000);
    }

    @Test
    void anEmptySourceIsAnEmptyCollection() throws Exception {
        JobView job = cluster.ingest(source, TARGET, "REGISTER_SYNC");
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("directories")).isEqualTo(1);
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
    }

    @Test
    void socketsAreRegisteredWithTheirMark() throws Exception {
        Path socket = source.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            JobView job = cluster.ingest(source, TARGET, "REGISTER_SYNC");
            assertThat(job.count("specials")).isEqualTo(1);
            assertThat(job.count("registered")).isEqualTo(1);
        }
        assertThat(catalog.metadata(TARGET + "/socket"))
                .containsExactly(List.of("socket_target", "socket", "automated_ingest"));
    }

    @Test
    void aFifoIsNeverOpened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", source.resolve("fifo").toString()).start().waitFor()).isZero();
        JobView job = cluster.ingest(source, TARGET, "PUT");
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("skipped")).isEqualTo(1);
        assertThat(catalog.replicas(TARGET)).isEmpty();
    }

    @Test
    void anEntryThatFailsFailsNoOther() throws Exception {
        Path other = Files.createDirectories(directory.resolve("other/d01")).getParent();
        Files.writeString(other.resolve("d01/f000001"), "uploaded, and so not where the source's is");
        cluster.ingest(other, TARGET, "PUT");
        SourceTree.ofFullChunks(100, 3, 3).makeIn(source);

        JobView job = cluster.ingest(source, TARGET, "REGISTER_SYNC");

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("registered")).isEqualTo(job.count("files") - 1);
        assertThat(job.count("failed")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(source.resolve("d01/f000001").toString());
            assertThat(failure.error()).contains("another physical path");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT"})
    void namesAreBytes(String operation) throws Exception {
        List<String> texts = List.of("new\nline", "tab\there", "quote\"", "apostrophe's", "back\\slash", "100%", "%41",
                ".hidden",
                "-dash", "grave`accent", "<&>", " blank ", "😀", "日本語", "x".repeat(255), "carriage\rreturn",
                "bell\u0007");
        byte[] invalid = {'b', 'a', 'd', (byte) 0xFF, (byte) 0xC3, '!'};
        RawPath root = RawPath.of(source);
        for (String text : texts) {
            Files.writeString(root.resolve(RawPath.ofText(text)).toPath(), text);
        }
        Path undecodable = root.resolve(RawPath.ofBytes(invalid)).toPath();
        Files.writeString(undecodable, "bytes");
        Path folder = Files.createDirectory(root.resolve(RawPath.ofBytes(new byte[]{'d', (byte) 0xFE})).toPath());
        Files.writeString(folder.resolve("inside"), "in it");

        JobRequestBuilder wish = TestCluster.job(source, TARGET).operation(operation).undecodable("UPLOAD");
        JobView job = cluster.run(wish);

        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas.keySet()).containsExactlyElementsOf(Expected.of(source, TARGET).dataObjects());
        for (String text : texts) {
            assertThat(replicas.get(TARGET + '/' + text).size()).as(text)
                    .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
        String base64 = Base64.getEncoder().encodeToString(RawPath.of(undecodable).bytes());
        assertThat(catalog.metadata(TARGET + "/irods_UnicodeEncodeError_" + base64.replace('/', '_')))
                .containsExactly(List.of(
                        "irods::automated_ingest::UnicodeEncodeError", base64,
                        "python3.base64.b64encode(full_path_of_source_file)"));
        cluster.irods().counts().reset();
        assertThat(cluster.run(wish).count("unchanged")).isEqualTo(replicas.size());
        assertThat(cluster.irods().counts().snapshot()).isEmpty();
    }

    @Test
    void aTreeMayBeDeep() throws Exception {
        Path deepest = source;
        for (int i = 0; i < 200; i++) {
            deepest = deepest.resolve("d" + i);
        }
        Files.createDirectories(deepest);
        Files.writeString(deepest.resolve("at the bottom"), "x");
        JobView job = cluster.ingest(source, TARGET, "REGISTER_SYNC");
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("directories")).isEqualTo(201);
        assertThat(catalog.replicas(TARGET)).hasSize(1);
    }

    @Test
    void aLargeDirectoryIsRememberedInBuckets() throws Exception {
        new SourceTree(0, 0, 6000, 1, 1, 4).makeIn(source);
        JobView job = cluster.ingest(source, TARGET, "REGISTER_SYNC");
        assertThat(job.count("registered")).isEqualTo(6000);
        cluster.irods().counts().reset();
        assertThat(cluster.ingest(source, TARGET, "REGISTER_SYNC").count("unchanged")).isEqualTo(6000);
        assertThat(cluster.irods().counts().snapshot()).isEmpty();

        for (int i = 1; i <= 6000; i += 2) {
            Files.delete(source.resolve(String.format("f%06d", i)));
        }
        new SourceTree(0, 0, 14_000, 1, 1, 5).makeIn(Files.createDirectory(source.resolve("sub")));
        JobView third = cluster.ingest(source, TARGET, "REGISTER_SYNC");
        assertThat(third.count("unchanged")).isEqualTo(3000);
        assertThat(third.count("registered")).isEqualTo(14_000);
    }

    @Test
    void messagesThatNobodyCanReadAreKeptAndStopNothing() throws Exception {
        long before = cluster.client().deadLetters(0, 1).total();
        cluster.broker().publish(List.of(garbage("not JSON"), garbage("{\"v\":99}"), garbage("")));
        await().until(() -> cluster.client().deadLetters(0, 1).total() >= before + 3);
        Files.writeString(source.resolve("file"), "file");
        assertThat(cluster.ingest(source, TARGET, "REGISTER_SYNC").count("registered")).isEqualTo(1);
    }

    private static OutgoingMessage garbage(String body) {
        return new OutgoingMessage(IngestLane.FILE.name(), "garbage", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatCannotBeUsedFailsTheJobAtOnce() throws Exception {
        JobView noZone = cluster.ingest(source, "/noZone/home/in", "REGISTER_SYNC");
        assertThat(noZone.state()).isEqualTo("FAILED");
        assertThat(noZone.error())
                .hasValueSatisfying(error -> assertThat(error).contains("zone noZone does not exist"));
        JobView noSource = cluster.ingest(source.resolve("missing"), TARGET, "REGISTER_SYNC");
        assertThat(noSource.state()).isEqualTo("FAILED");
        assertThat(noSource.error()).hasValueSatisfying(error -> assertThat(error).contains("does not exist"));
        JobView noDirectory = cluster.ingest(Files.writeString(source.resolve("file"), ""), TARGET, "REGISTER_SYNC");
        assertThat(noDirectory.error()).hasValueSatisfying(error -> assertThat(error).contains("not a directory"));
        assertThat(catalog.collections(TARGET)).isEmpty();
    }
}

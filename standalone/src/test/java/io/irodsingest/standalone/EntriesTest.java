package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.embedded.Trees;
import io.irodsingest.standalone.Catalog.Replica;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that are no ordinary files, and entries that are not what they were when they were found. */
@Timeout(180)
class EntriesTest extends ClusterTest {
    private static final String UNIT = "automated_ingest";

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT"})
    void everyKindIsTakenForWhatItIs(String operation) throws Exception {
        Files.createDirectory(source.resolve("directory"));
        Files.writeString(source.resolve("directory/file"), "not to be found through a link");
        Files.createSymbolicLink(source.resolve("dangling"), Path.of("/nowhere/at all"));
        Files.createSymbolicLink(source.resolve("to a directory"), Path.of("directory"));
        Files.createSymbolicLink(source.resolve("to itself"), Path.of("to itself"));
        Files.createSymbolicLink(source.resolve("directory/up"), Path.of(".."));
        run("mkfifo", source.resolve("fifo").toString());
        boolean devices = run("mknod", source.resolve("character"), "c", "1", "3")
                && run("mknod", source.resolve("block"), "b", "7", "250");
        if (!devices) {
            System.out.println("EntriesTest: this system makes no devices for us: only FIFO and socket are tried");
            Files.deleteIfExists(source.resolve("character"));
        }
        int unopened = devices ? 3 : 1;
        JobView job;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(source.resolve("socket")));
            job = cluster.ingest(source, TARGET, operation);
        }

        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("files")).isEqualTo(1);
        assertThat(job.count("directories")).isEqualTo(2);
        assertThat(job.count("links")).isEqualTo(4);
        assertThat(job.count("specials")).isEqualTo(unopened + 1);
        boolean put = operation.equals("PUT");
        assertThat(job.count("skipped")).isEqualTo(put ? unopened : 0);
        assertThat(job.count(put ? "uploaded" : "registered")).isEqualTo(1 + 4 + 1 + (put ? 0 : unopened));
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas).hasSize(1 + 4 + 1 + (put ? 0 : unopened))
                .allSatisfy((path, replica) -> assertThat(replica.status()).isEqualTo("1"));
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET, TARGET + "/directory");
        assertThat(catalog.metadata(TARGET + "/dangling"))
                .containsExactly(List.of("link_target", "/nowhere/at all", UNIT));
        assertThat(catalog.metadata(TARGET + "/to a directory"))
                .containsExactly(List.of("link_target", "directory", UNIT));
        assertThat(catalog.metadata(TARGET + "/to itself")).containsExactly(List.of("link_target", "to itself", UNIT));
        assertThat(catalog.metadata(TARGET + "/directory/up")).containsExactly(List.of("link_target", "..", UNIT));
        assertThat(catalog.metadata(TARGET + "/socket")).containsExactly(List.of("socket_target", "socket", UNIT));

        cluster.irods().counts().reset();
        Files.delete(source.resolve("socket"));
        cluster.ingest(source, TARGET, operation);
        assertThat(cluster.irods().counts().snapshot()).as("the second time nothing is asked").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT"})
    void whatIsGoneBeforeItsTurnIsNotBroughtIn(String operation) throws Exception {
        for (String name : List.of("gone", "gone with it/one", "gone with it/two", "becomes a directory", "stays")) {
            Files.createDirectories(source.resolve(name).getParent());
            Files.writeString(source.resolve(name), "as it was");
        }
        Files.createSymbolicLink(source.resolve("link that goes"), Path.of("stays"));
        Files.writeString(source.resolve("changes"), "short");
        try (LateWorker worker = new LateWorker(cluster)) {
            JobView started = cluster.client().start(
                    TestCluster.job(source, TARGET).operation(operation).fileQueue(worker.queue()).build());
            worker.awaitTasks(1);
            Files.delete(source.resolve("gone"));
            Files.delete(source.resolve("link that goes"));
            Trees.delete(source.resolve("gone with it"));
            Files.delete(source.resolve("becomes a directory"));
            Files.createDirectory(source.resolve("becomes a directory"));
            Files.writeString(source.resolve("changes"), "longer than it was");
            worker.begin();
            JobView job = Watch.untilEnd(cluster.client(), started.id(), Progress.NONE);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(job.state()).isEqualTo("COMPLETED");
            assertThat(job.count("files")).isEqualTo(6);
            assertThat(job.count("vanished")).isEqualTo(5);
            assertThat(job.count("failed")).isZero();
            assertThat(job.count(operation.equals("PUT") ? "uploaded" : "registered")).isEqualTo(2);
        }
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas).containsOnlyKeys(TARGET + "/changes", TARGET + "/stays");
        assertThat(replicas.get(TARGET + "/changes").size()).isEqualTo("longer than it was".length());

        JobView next = cluster.ingest(source, TARGET, operation);
        assertThat(next.count("unchanged")).isEqualTo(2);
        assertThat(next.count("collections_created")).isEqualTo(1);
    }

    private static boolean run(Object... words) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(List.of(words).stream().map(Object::toString).toList()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}

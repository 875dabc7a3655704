package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.embedded.Trees;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster of processes whose client of iRODS is Jargon, with a server of today and with one that only Jargon speaks to. */
@EnabledIfEnvironmentVariable(named = "IRODS_CLIENT", matches = "jargon", disabledReason = "runs where Jargon is the client")
class JargonTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FILES = 5000;
    private static final int AUTHENTICATE = 110_000;
    private static final int AUTH_RESPONSE = 704;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"5.0.2,REGISTER_SYNC,UNREGISTER", "4.2.8,REGISTER_SYNC,UNREGISTER", "4.2.8,PUT_SYNC,NO_TRASH"})
    void fiveThousandFilesComeAndWhatTheSourceLostGoes(String release, String operation, String deleteMode)
            throws Exception {
        Path source = directory.resolve("source");
        SourceTree.Made made = SourceTree.ofFullChunks(FILES, 20, 1).makeIn(source);
        try (MiniIrods irods = MiniIrods.builder().release(release).zone("tempZone").user("rods").password("rods")
                .catalogInMemory().vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).startOrchestrator()) {
            cluster.startWorker("-Xmx256m");
            cluster.startWorker("-Xmx256m");
            cluster.startDeleteWorker();
            JobRequestBuilder wish = JobRequest.of(source.toString(), TARGET).operation(operation)
                    .deleteMode(deleteMode);

            JobView first = run(cluster, wish);

            assertThat(first.count("failed")).isZero();
            assertThat(objects(irods)).hasSize((int) made.files());
            for (String gone : List.of("d01", "d02", "d99")) {
                Trees.delete(source.resolve(gone));
            }
            Files.delete(source.resolve("d03").resolve("f000001"));

            JobView second = run(cluster, wish);

            assertThat(second.count("deleted")).isEqualTo(151);
            assertThat(second.count("collections_deleted")).isEqualTo(3);
            assertThat(objects(irods)).hasSize((int) made.files() - 151).noneMatch(path -> path.contains("/d02/"))
                    .doesNotContain(TARGET + "/d03/f000001");
            System.out.printf("jargon, iRODS %s, %s: %d files in %.1f s, a pass that deletes 151 in %.1f s%n", release,
                    operation, made.files(), first.pass().elapsedTime(), second.pass().elapsedTime());
            assertThat(irods.counts().snapshot()).containsKey(AUTH_RESPONSE).doesNotContainKey(AUTHENTICATE);
        }
    }

    private static JobView run(ProcessCluster cluster, JobRequestBuilder wish) throws Exception {
        JobView job = cluster.client().start(wish.build());
        JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);
        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(ended.state()).isEqualTo("COMPLETED");
        return ended;
    }

    private static Set<String> objects(MiniIrods server) throws Exception {
        Set<String> found = new TreeSet<>();
        try (Irods irods = IrodsClients.chosen(System.getenv()).open(TestCluster.environment(server),
                PoolSettings.DEFAULT); IrodsSession session = irods.session()) {
            collect(session, TARGET, found);
        }
        return found;
    }

    private static void collect(IrodsSession session, String collection, Set<String> into) throws Exception {
        CollectionContent content = session.list(collection);
        content.dataObjects().forEach(name -> into.add(collection + '/' + name));
        for (String below : content.collections()) {
            collect(session, collection + '/' + below, into);
        }
    }
}

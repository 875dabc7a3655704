package io.irodsingest.workerdelete;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.miniirods.MiniIrods;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of the server that could mean that something is gone, and do not. */
@Timeout(60)
class DoubtfulAnswersTest {
    private static final String TARGET = "/tempZone/home/rods/in";
    private static final int UNLINK = 615;
    private static final int REMOVE_COLLECTION = 679;

    private MiniIrods server;
    private Irods irods;

    @BeforeEach
    void start() throws Exception {
        server = MiniIrods.builder().start();
        IrodsEnvironment environment = IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                "IRODS_PASSWORD", "rods"), Path.of("/nonexistent"));
        irods = IrodsClients.chosen(Map.of()).open(environment, PoolSettings.DEFAULT, Meters.NONE);
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(TARGET);
            session.register(Stream.of("a", "b").map(name -> new Registration(TARGET + '/' + name, Optional.empty(),
                    RawPath.parse("/nowhere/" + name), 1, 1)).toList());
        }
    }

    @AfterEach
    void stop() throws Exception {
        irods.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"TRASH,-814000", "TRASH,-808000", "TRASH,-809000", "TRASH,-310000", "NO_TRASH,-808000",
            "NO_TRASH,-814000", "UNREGISTER,-808000"})
    void whatIsStillThereIsDeletedByAFurtherTry(DeleteMode mode, int status) throws Exception {
        server.faults().failNext(UNLINK, status, 3);

        Outcome.Done done = delete(mode);

        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(2);
        assertThat(done.retryTasks()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TRASH,-814000", "NO_TRASH,-808000", "UNREGISTER,-808000"})
    void whatStaysThereIsNoSuccess(DeleteMode mode, int status) throws Exception {
        server.faults().failNext(UNLINK, status, Integer.MAX_VALUE);

        Outcome.Done done = delete(mode);

        assertThat(done.counts().of(IngestCount.DELETED)).isZero();
        assertThat(done.retryTasks().getFirst().failures()).hasSize(2).extracting(EntryFailure::error)
                .allMatch(error -> error.contains("still there") && error.contains(String.valueOf(status)));
        assertThat(left()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatSomebodyElseDeletedIsDone() throws Exception {
        try (IrodsSession session = irods.session()) {
            session.remove(List.of(TARGET + "/a"));
        }
        long before = server.counts().of(UNLINK);

        Outcome.Done done = delete(DeleteMode.TRASH);

        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(2);
        assertThat(server.counts().of(UNLINK) - before).as("requests").isEqualTo(2);
    }

    @Test
    void whatBreaksItsConnectionEachTimeFailsAlone() throws Exception {
        server.faults().cutOn("in/b<");

        Outcome.Done done = delete(DeleteMode.NO_TRASH);

        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(1);
        assertThat(done.retryTasks()).flatMap(Outcome.RetryTask::failures).singleElement().satisfies(failure -> {
            assertThat(failure.path()).hasToString("/source/b");
            assertThat(failure.error()).contains("cannot be deleted").contains("lost 3 times");
        });
        server.faults().clear();
        assertThat(left()).containsExactly("b");
    }

    @Test
    void aCollectionThatIsStillThereIsRemovedByAFurtherTry() throws Exception {
        try (IrodsSession session = irods.session()) {
            session.createCollections(List.of(TARGET + "/empty"));
        }
        server.faults().failNext(REMOVE_COLLECTION, -814000, 1);

        Outcome outcome = new RemoveCollectionsHandler()
                .handle(new RemoveCollections(List.of(TARGET + "/empty"), 1), task(DeleteMode.TRASH));

        assertThat(((Outcome.Done) outcome).counts().of(IngestCount.COLLECTIONS_DELETED)).isEqualTo(1);
        try (IrodsSession session = irods.session()) {
            assertThat(session.isCollection(TARGET + "/empty")).isFalse();
        }
    }

    private Outcome.Done delete(DeleteMode mode) throws InterruptedException {
        return (Outcome.Done) new DeleteDataObjectsHandler()
                .handle(new DeleteDataObjects(TARGET, List.of("a", "b"), 0), task(mode));
    }

    private ServedTask task(DeleteMode mode) {
        Operation operation = mode == DeleteMode.UNREGISTER ? Operation.REGISTER_SYNC : Operation.PUT_SYNC;
        return new ServedTask(new JobSpec("job",
                IngestSpec.of(RawPath.parse("/source"), TARGET, operation).with(DeleteOptions.of(mode))), irods);
    }

    private List<String> left() throws Exception {
        try (IrodsSession session = irods.session()) {
            return session.list(TARGET).dataObjects();
        }
    }
}

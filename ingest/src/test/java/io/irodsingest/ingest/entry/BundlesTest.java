package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingest.scan.SweepBundlesHandler;
import io.irodsingest.ingesttasks.Bundling;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestTask.SweepBundles;
import io.irodsingest.miniirods.Faults.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small new files that go together: whatever happens, each is there once, with its bytes, and counted once. */
class BundlesTest extends BundledTest {
    private static final int PUT = 606;
    private static final int EXTRACT = 665;

    @Test
    void filesGoTogetherAndAreCompared() throws Exception {
        files(FILES);

        Outcome.Done done = sync(task(Operation.PUT), all(true));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        assertThat(done.retryTasks()).isEmpty();
        allAreThere();
        // the first archive finds that its collection is not there
        assertThat(server.counts().of(PUT)).isEqualTo(2);
        assertThat(server.counts().of(EXTRACT)).isEqualTo(1);
    }

    /** As many archives as no connection may have unpacked. */
    @Test
    void manyArchivesAreManyConnections() throws Exception {
        how = Bundling.parse("3");
        files(FILES);

        assertThat(sync(task(Operation.PUT_SYNC), all(false)).counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);

        allAreThere();
        assertThat(server.counts().of(EXTRACT)).as("with the ones that a spent process refused").isEqualTo(20 + 1);
        assertThat(server.counts().of(PUT)).isEqualTo(20 + 1);
    }

    @Test
    void fewOrLargeFilesAndOtherWishesGoAlone() throws Exception {
        files(3);
        file("large", 300_000);
        assertThat(sync(task(Operation.PUT), all(true)).counts().of(IngestCount.UPLOADED)).isEqualTo(4);
        files(FILES);
        how = Bundling.OFF;
        assertThat(sync(task(Operation.PUT), all(false)).counts().of(IngestCount.EXISTING)).isEqualTo(4);

        assertThat(server.counts().of(EXTRACT)).isZero();
        allAreThere();
    }

    /** What exists is not touched: neither what is in the vault already, nor what the catalog has from elsewhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatExistsStaysAndTheOthersComeIn(boolean inVault) throws Exception {
        files(FILES);
        try (IrodsSession session = irods.session()) {
            if (inVault) {
                session.put(new IrodsSession.Put(TARGET + "/f7", Optional.of("demoResc"), 5, false, false),
                        source.look(List.of(RawPath.ofText("/source/other")), false).getFirst().get().orElseThrow()
                                .content());
            } else {
                session.register(List.of(new Registration(TARGET + "/f7", Optional.of("demoResc"),
                        RawPath.ofText("/etc/hostname"), 5, 1)));
            }
        }

        Outcome.Done done = sync(task(Operation.PUT), all(false));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(FILES - 1);
        assertThat(done.counts().of(IngestCount.EXISTING)).isEqualTo(1);
        assertThat(replicas("f7")).singleElement().returns(5L, Replica::size).returns(Status.GOOD, Replica::status);
        files.remove("f7");
        allAreThere();
    }

    /** Whoever gets the task counts each file once, whichever request the worker before died in, or behind. */
    @ParameterizedTest
    @CsvSource({"606,BEFORE_EXECUTION", "606,AFTER_EXECUTION", "665,BEFORE_EXECUTION", "665,AFTER_EXECUTION",
            "615,BEFORE_EXECUTION", "615,AFTER_EXECUTION", "629,BEFORE_EXECUTION"})
    void whoeverGetsTheTaskOfADeadWorkerCountsOnce(int api, Moment moment) throws Exception {
        files(FILES);
        prepareStaging();
        int before = (int) server.counts().of(api);
        server.faults().dropConnectionOn(api, moment, 1);
        dieAfter(api, before + 1);

        Outcome.Done done = sync(task(Operation.PUT).begunBefore(), all(true));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        assertThat(done.retryTasks()).isEmpty();
        allAreThere();
        assertThat(staged()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 55})
    void aServersProcessThatDiesInTheMiddleCostsNothing(int registered) throws Exception {
        files(FILES);
        server.faults().dieInExtraction(registered, 1);

        Outcome.Done done = sync(task(Operation.PUT), all(true));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        allAreThere();
        assertThat(staged()).isEmpty();
    }

    /** What the full disk left is neither good nor counted; when there is room again all of it comes in. */
    @Test
    void nothingOfAFullDiskIsTakenForGood() throws Exception {
        files(FILES);
        long archive = 512L * 3 * FILES;
        server.faults().fillVaultsAfter(archive + 20_000);

        Outcome.Done done = sync(task(Operation.PUT), all(true));

        long uploaded = done.counts().of(IngestCount.UPLOADED);
        assertThat(uploaded).isBetween(1L, FILES - 1L);
        assertThat(done.retryTasks()).singleElement()
                .satisfies(again -> assertThat(again.failures()).hasSize(FILES - (int) uploaded));
        try (IrodsSession session = irods.session()) {
            List<ListedReplica> listed = new ArrayList<>();
            session.readReplicas(TARGET, listed::add);
            assertThat(listed).filteredOn(replica -> replica.status() == Status.GOOD
                    && replica.collection().equals(TARGET)).hasSize((int) uploaded);
        }
        server.faults().clear();
        assertThat(sync(task(Operation.PUT), all(false)).counts().of(IngestCount.UPLOADED))
                .isEqualTo(FILES - uploaded);
        allAreThere();
    }

    @Test
    void anArchiveThatIsRefusedIsNoFailure() throws Exception {
        files(FILES);
        server.faults().failNext(EXTRACT, -18_000_000, 1);
        assertThat(sync(task(Operation.PUT), all(true)).counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        allAreThere();
        assertThat(staged()).isEmpty();
    }

    /** The server says that all is done, and has done nothing. */
    @Test
    void whatIsOnlyPretendedIsUploadedOneByOne() throws Exception {
        files(FILES);
        server.faults().pretend(EXTRACT, 1);
        assertThat(sync(task(Operation.PUT), all(true)).counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        allAreThere();
    }

    @Test
    void aFileThatVanishesIsLeftOutOfTheArchive() throws Exception {
        files(FILES);
        source.vanishing("gone", new byte[100]);
        files.put("gone", new byte[0]);
        Outcome.Done done = sync(task(Operation.PUT), all(true));
        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(FILES);
        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
        files.remove("gone");
        allAreThere();
    }

    @Test
    void namesOfAllKindsArriveAsTheyAre() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed: " + seed);
        Random random = new Random(seed);
        String[] alphabet = {"a", "'", "\"", " ", "&", "ö", "日", "😀", "\\", ";", "#", "?", "*", "+", "=", "-", ".x",
                "%0A"};
        for (int i = 0; i < FILES; i++) {
            StringBuilder name = new StringBuilder().append(i);
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                name.append(alphabet[random.nextInt(alphabet.length)]);
            }
            file(name.toString(), random.nextInt(2000));
        }
        file("070701" + "0".repeat(104), 10);
        file("BZh91AY&SY", 10);

        Outcome.Done done = sync(task(Operation.PUT_SYNC), all(true));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(files.size());
        allAreThere();
    }

    @Test
    void theEndOfThePassRemovesWhatIsLeft() throws Exception {
        files(FILES);
        prepareStaging();
        server.faults().dropConnectionOn(EXTRACT, Moment.AFTER_EXECUTION, 1);
        dieAfter(EXTRACT, 1);
        assertThat(staged()).hasSize(1);
        String other = Staging.of(TARGET, "job.b").newArchive();
        try (IrodsSession session = irods.session()) {
            session.put(new IrodsSession.Put(other, Optional.empty(), 0, false, false),
                    source.with("empty", new byte[0])
                            .look(List.of(RawPath.ofText("/source/empty")), false).getFirst().get().orElseThrow()
                            .content());
        }

        new SweepBundlesHandler().handle(new SweepBundles(), task(Operation.PUT));

        assertThat(staged()).as("of a job that may be going").containsExactly(other);
    }
}

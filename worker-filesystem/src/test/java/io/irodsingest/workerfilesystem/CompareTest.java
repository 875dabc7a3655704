package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.file;
import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.workerfilesystem.OneWorker.Pass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the target already, and nothing is remembered of, is compared before bytes move. */
class CompareTest {
    private static final int PUT_API = 606;
    private static final int CHECKSUM_API = 629;
    private static final Instant FUTURE = Instant.now().plusSeconds(3600);

    private static OneWorker worker;

    @TempDir
    private Path source;
    private Path file;
    private String target;
    private String object;

    @BeforeAll
    static void start() throws Exception {
        worker = new OneWorker();
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    /** The object is in the target, and nobody remembers it. */
    @BeforeEach
    void upload(TestInfo test) throws Exception {
        target = OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName()
                + Math.abs(test.getDisplayName().hashCode());
        object = target + "/file";
        file = file(source.resolve("file"), "content");
        worker.run(job(source, target, Operation.PUT));
    }

    private JobSpec putSync(Compare how) {
        return job(source, target, SyncOptions.of(Operation.PUT_SYNC).comparing(how));
    }

    @ParameterizedTest
    @CsvSource({"PUT_SYNC", "PUT_APPEND"})
    void whatIsInStepIsNotUploadedAgain(Operation operation) throws Exception {
        Pass pass = worker.run(job(source, target, operation));

        assertThat(pass.count(IngestCount.EXISTING)).isEqualTo(1);
        assertThat(pass.count(IngestCount.UPLOADED)).isZero();
        assertThat(worker.run(job(source, target, operation)).requests()).as("it is remembered").isZero();
    }

    @Test
    void ignoringTheCacheComparesToo() throws Exception {
        worker.run(putSync(Compare.QUICK));

        assertThat(worker.run(Given.ignoringCache(putSync(Compare.QUICK))).count(IngestCount.EXISTING)).isEqualTo(1);
        assertThat(worker.run(Given.ignoringCache(putSync(Compare.NEVER))).count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void neverUploads() throws Exception {
        assertThat(worker.run(putSync(Compare.NEVER)).count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"QUICK", "CHECKSUM"})
    void anotherSizeIsUploaded(Compare how) throws Exception {
        file(file, "longer content");

        assertThat(worker.run(putSync(how)).count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.replica(object).size()).isEqualTo(Files.size(file));
    }

    @Test
    void aCatalogTimeBeforeTheSourcesTellsNothing() throws Exception {
        Given.change(file, "CONTENT", FUTURE);

        assertThat(worker.run(putSync(Compare.QUICK)).count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void aChecksumOfTheCatalogTellsWhereTimesDoNot() throws Exception {
        String checksum = worker.irods(session -> session.checksum(object, 0));
        Files.setLastModifiedTime(file, FileTime.from(FUTURE));

        assertThat(checksum).startsWith("sha2:");
        assertThat(worker.run(putSync(Compare.QUICK)).count(IngestCount.EXISTING)).isEqualTo(1);

        Given.change(file, "CONTENT", FUTURE.plusSeconds(1));
        assertThat(worker.run(Given.ignoringCache(putSync(Compare.QUICK))).count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void aMissingChecksumIsComputed() throws Exception {
        Given.change(file, "CONTENT", Given.LONG_AGO);
        long asked = worker.server.counts().of(CHECKSUM_API);

        assertThat(worker.run(putSync(Compare.CHECKSUM)).count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.server.counts().of(CHECKSUM_API)).isEqualTo(asked + 1);
        assertThat(worker.run(Given.ignoringCache(putSync(Compare.CHECKSUM))).count(IngestCount.EXISTING)).isEqualTo(1);
    }

    @Test
    void whatIsAppendedToMustHaveTheSameBytes() throws Exception {
        Given.change(file, "CONTENT", Given.LONG_AGO);

        Pass pass = worker
                .run(job(source, target, SyncOptions.of(Operation.PUT_APPEND).comparing(Compare.CHECKSUM)));

        assertThat(pass.count(Count.FAILED)).isEqualTo(1);
        assertThat(pass.failures().getFirst().error()).contains("another checksum", "PUT_SYNC");
    }

    @Test
    void whatChangedSinceItWasRememberedIsUploadedWithoutAQuestion() throws Exception {
        worker.run(putSync(Compare.QUICK));
        Given.change(file, "CONTENT", Given.LONG_AGO);

        assertThat(worker.run(putSync(Compare.QUICK)).count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void anObjectWithoutAGoodReplicaIsUploaded() throws Exception {
        worker.irods(
                session -> session.register(List.of(new io.irodsingest.common.irods.IrodsSession.Registration(object,
                        java.util.Optional.of("bundleResc"), io.irodsingest.common.path.RawPath.of(file), 7, 1,
                        true))));

        JobSpec job = Given.toResource(putSync(Compare.QUICK), "demoResc");
        Pass pass = worker.run(job);

        assertThat(pass.count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.irods(session -> session.replicas(target, List.of("file"))).get("file"))
                .filteredOn(replica -> replica.number() == 0).extracting(Replica::status)
                .containsExactly(Replica.Status.GOOD);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() throws Exception {
        JobSpec dry = job(source, target, SyncOptions.of(Operation.PUT_SYNC).in(Mode.DRY_RUN));
        long puts = worker.server.counts().of(PUT_API);

        assertThat(worker.run(dry).count(IngestCount.EXISTING)).isEqualTo(1);
        file(file, "longer content");
        assertThat(worker.run(dry).count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.server.counts().of(PUT_API)).isEqualTo(puts);
    }
}

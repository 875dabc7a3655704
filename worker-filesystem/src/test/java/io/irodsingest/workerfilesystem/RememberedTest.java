package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.file;
import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.workerfilesystem.OneWorker.Pass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What was synced is remembered with what was done. */
class RememberedTest {
    private static OneWorker worker;

    @TempDir
    private Path source;
    private String target;

    @BeforeAll
    static void start() throws Exception {
        worker = new OneWorker();
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    @BeforeEach
    void place(TestInfo test) {
        target = OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName();
    }

    @Test
    void whatIsUnchangedCostsNoRequest() throws Exception {
        Files.createDirectory(source.resolve("d"));
        file(source.resolve("d/f"), "content");
        JobSpec job = job(source, target, Operation.PUT_SYNC);
        worker.run(job);

        Pass second = worker.run(job);

        assertThat(second.count(IngestCount.UNCHANGED)).isEqualTo(1);
        assertThat(second.requests()).isZero();
    }

    @Test
    void anotherOperationComparesAgain() throws Exception {
        file(source.resolve("f"), "content");
        worker.run(job(source, target, Operation.NO_OP));

        Pass registered = worker.run(job(source, target, Operation.REGISTER_SYNC));

        assertThat(registered.count(IngestCount.REGISTERED)).isEqualTo(1);
        assertThat(worker.exists(target + "/f")).isTrue();
    }

    @Test
    void whatPutLeftAloneIsOverwrittenByPutSync() throws Exception {
        file(source.resolve("f"), "old");
        worker.run(job(source, target, Operation.PUT));
        Given.change(source.resolve("f"), "new content", Instant.now());
        Pass left = worker.run(job(source, target, Operation.PUT));

        Pass synced = worker.run(job(source, target, Operation.PUT_SYNC));

        assertThat(left.count(IngestCount.EXISTING)).isEqualTo(1);
        assertThat(synced.count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.replica(target + "/f").size()).isEqualTo("new content".length());
    }

    @Test
    void whatPutLeftAloneBecauseItDiffersIsNotRememberedAsSynced() throws Exception {
        file(source.resolve("f"), "old");
        worker.run(job(source, target, Operation.PUT));
        Given.change(source.resolve("f"), "new content", Instant.now());

        worker.run(job(source, target, Operation.PUT));
        Pass again = worker.run(job(source, target, Operation.PUT));

        assertThat(again.count(IngestCount.UNCHANGED)).isZero();
        assertThat(again.count(IngestCount.EXISTING)).isEqualTo(1);
    }

    @Test
    void anotherResourceGetsItsReplica() throws Exception {
        file(source.resolve("f"), "content");
        JobSpec replicas = job(source, target, Operation.REGISTER_SYNC);
        worker.run(replicas);

        Pass second = worker.run(Given.toResource(job(source, target, Operation.PUT_SYNC), "bundleResc"));

        // there is no replica on that resource, which PUT_SYNC cannot mend; the point is that it was looked at
        assertThat(second.count(IngestCount.UNCHANGED)).isZero();
        assertThat(second.count(Count.FAILED)).isEqualTo(1);
    }

    @Test
    void theFirstWayIsStillRememberedWhenAnotherDidNothing() throws Exception {
        file(source.resolve("f"), "content");
        JobSpec job = job(source, target, Operation.REGISTER_SYNC);
        worker.run(job);
        worker.run(job(source, target, Operation.NO_OP));

        assertThat(worker.run(job).count(IngestCount.UNCHANGED)).isEqualTo(1);
    }

    @Test
    void noOperationMakesNothingAndRemembersNothing() throws Exception {
        Files.createDirectory(source.resolve("d"));
        file(source.resolve("d/f"), "content");

        Pass first = worker.run(job(source, target, Operation.NO_OP));
        Pass second = worker.run(job(source, target, Operation.NO_OP));

        assertThat(worker.exists(target)).isFalse();
        for (Pass pass : new Pass[]{first, second}) {
            assertThat(pass.jobFailed()).isEmpty();
            assertThat(pass.count(IngestCount.COLLECTIONS_CREATED)).isZero();
            assertThat(pass.count(IngestCount.SKIPPED)).isEqualTo(1);
            assertThat(pass.count(IngestCount.DIRECTORIES)).isEqualTo(2);
        }
    }

    @Test
    void whatIsSkippedIsNotRememberedAndAsksNothing() throws Exception {
        new ProcessBuilder("mkfifo", source.resolve("fifo").toString()).start().waitFor();
        JobSpec job = job(source, target, Operation.PUT);
        worker.run(job);

        Pass second = worker.run(job);

        assertThat(second.count(IngestCount.SKIPPED)).isEqualTo(1);
        assertThat(second.requests()).isZero();
        assertThat(worker.run(job(source, target, Operation.REGISTER_SYNC)).count(IngestCount.REGISTERED)).isEqualTo(1);
    }
}

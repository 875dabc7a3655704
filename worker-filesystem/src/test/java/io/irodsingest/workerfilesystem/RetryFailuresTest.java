package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.deleting;
import static io.irodsingest.workerfilesystem.Given.file;
import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.scan.RetryFailuresHandler;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.RetryFailures;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of kept failures when a job is retried. */
class RetryFailuresTest {
    private static OneWorker worker;

    private final List<Outcome.Done> parts = new ArrayList<>();
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
    void tree(TestInfo test) throws Exception {
        target = OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName();
        Files.createDirectory(source.resolve("d"));
        file(source.resolve("a"), "a");
        file(source.resolve("d/b"), "b");
    }

    private EntryFailure failed(String path) {
        return new EntryFailure(RawPath.of(path.isEmpty() ? source : source.resolve(path)), "denied", Instant.EPOCH);
    }

    private Outcome.Done retry(JobSpec job, List<EntryFailure> kept) throws Exception {
        ServedTask context = new ServedTask(job, worker.irods).with(worker.cache).committing(parts::add)
                .keeping(kept);
        return (Outcome.Done) new RetryFailuresHandler(new FilesystemSources()).handle(new RetryFailures(), context);
    }

    @Test
    void filesAreSyncedDirectoriesAreLookedAtAndWhatIsGoneVanished() throws Exception {
        List<EntryFailure> kept = List.of(failed("a"), failed("d"), failed("d/b"), failed("gone"));

        Outcome.Done done = retry(job(source, target, Operation.PUT_SYNC), kept);

        assertThat(done.children()).hasSize(3);
        assertThat(done.children()).filteredOn(SyncFiles.class::isInstance).extracting(Task::subject)
                .extracting(subject -> subject.orElseThrow()).containsExactlyInAnyOrder("a", "d/b");
        assertThat(done.children()).filteredOn(ScanEntries.class::isInstance).singleElement()
                .satisfies(scan -> assertThat(scan.subject()).contains("d"));
        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
        assertThat(done.takenFailures()).as("each counts one failure less")
                .containsExactlyElementsOf(kept.stream().map(EntryFailure::path).toList());
    }

    @Test
    void aFailureOfTheSourceAsAWholeIsAScanOfAll() throws Exception {
        Outcome.Done done = retry(job(source, target, Operation.PUT_SYNC), List.of(failed("")));

        assertThat(done.children())
                .containsExactly(new ScanDirectories(List.of(new Directory(RawPath.EMPTY, false, 0)), 0));
    }

    @Test
    void pathsOfAListAreScannedNeitherAsDirectoriesNorThroughLinks() throws Exception {
        Files.createSymbolicLink(source.resolve("link"), source.resolve("d"));
        JobSpec scanning = job(source, target, Operation.PUT_SYNC);
        IngestSpec work = IngestSpec.of(scanning);
        JobSpec listed = scanning.doing(work.with(work.from().byList()));

        Outcome.Done done = retry(listed, List.of(failed("d/b"), failed("d"), failed("link/b"), failed("")));

        assertThat(done.children()).filteredOn(SyncFiles.class::isInstance).extracting(Task::subject)
                .extracting(subject -> subject.orElseThrow()).containsExactly("d/b");
        assertThat(done.children()).filteredOn(ScanPaths.class::isInstance).extracting(Task::subject)
                .extracting(subject -> subject.orElseThrow()).containsExactlyInAnyOrder("d", "link/b");
        assertThat(done.children()).contains(new HandOverList(0)).hasSize(4);
    }

    @Test
    void whatCouldNotBeDeletedIsDeletedAndCountedOnce() throws Exception {
        JobSpec deleting = deleting(source, target);
        worker.run(deleting);
        Files.delete(source.resolve("d/b"));

        Outcome.Done one = retry(deleting, List.of(failed("d/b")));
        assertThat(one.children()).containsExactly(new DeleteDataObjects(target + "/d", List.of("b"), 0));
        assertThat(one.counts().of(IngestCount.VANISHED)).isZero();

        Outcome.Done withAll = retry(deleting, List.of(failed("d/b"), failed("")));
        assertThat(withAll.children()).as("the scan of all finds it").hasOnlyElementsOfType(ScanDirectories.class);
    }

    @Test
    void aJobThatDeletesNothingTakesWhatIsGoneForVanished() throws Exception {
        worker.run(job(source, target, Operation.PUT_SYNC));
        Files.delete(source.resolve("a"));

        Outcome.Done done = retry(job(source, target, Operation.PUT_SYNC), List.of(failed("a")));

        assertThat(done.children()).isEmpty();
        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
    }

    @Test
    void manyFailuresAreTakenAndCommittedPageByPage() throws Exception {
        List<EntryFailure> kept = IntStream.range(0, 2500).mapToObj(i -> failed("gone-" + i)).toList();

        Outcome.Done last = retry(job(source, target, Operation.PUT_SYNC), kept);

        assertThat(parts).extracting(part -> part.takenFailures().size()).containsExactly(1000, 1000);
        assertThat(last.takenFailures()).hasSize(500);
    }
}

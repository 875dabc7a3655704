package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.file;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.workerfilesystem.OneWorker.Pass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What comes of the paths of a list. */
class ListedPathsTest {
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
    void place(TestInfo test) throws Exception {
        target = OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName();
        Files.createDirectories(source.resolve("a/b"));
        file(source.resolve("a/b/one"), "one");
        file(source.resolve("a/two"), "two2");
        file(source.resolve("a/other"), "other");
        Files.createDirectories(source.resolve("empty"));
        file(source.resolve("empty/unlisted"), "unlisted");
    }

    private JobSpec job(Operation operation) {
        JobSpec job = Given.job(source, target, operation);
        IngestSpec work = IngestSpec.of(job);
        return job.doing(work.with(work.from().byList()));
    }

    private static JobSpec in(Mode mode, JobSpec job) {
        IngestSpec work = IngestSpec.of(job);
        return job.doing(work.with(work.sync().in(mode)));
    }

    private Pass run(JobSpec job, String... paths) throws InterruptedException {
        return worker.run(job, EntryPolicy.of(JobPolicy.specified(job)),
                new ScanPaths(Arrays.stream(paths).map(RawPath::parse).toList(), 0));
    }

    private void makeTarget() throws Exception {
        worker.irods(session -> {
            session.createCollectionWithParents(target);
            return null;
        });
    }

    @Test
    void onlyWhatIsListedComesIn() throws Exception {
        makeTarget();
        Pass pass = run(job(Operation.PUT_SYNC), "a/b/one", "a/two", "a/two", "empty", "a/gone", "gone/file");

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.count(IngestCount.FILES)).isEqualTo(2);
        assertThat(pass.count(IngestCount.UPLOADED)).isEqualTo(2);
        assertThat(pass.count(IngestCount.BYTES)).isEqualTo(7);
        assertThat(pass.count(IngestCount.DIRECTORIES)).as("the one that is listed").isEqualTo(1);
        assertThat(pass.count(IngestCount.COLLECTIONS_CREATED)).isEqualTo(3);
        assertThat(pass.count(IngestCount.VANISHED)).isEqualTo(2);
        assertThat(worker.exists(target + "/a/b/one")).isTrue();
        assertThat(worker.exists(target + "/empty")).isTrue();
        assertThat(worker.exists(target + "/a/other")).isFalse();
        assertThat(worker.exists(target + "/empty/unlisted")).isFalse();

        Pass again = run(job(Operation.PUT_SYNC), "a/b/one", "a/two", "empty");
        assertThat(again.count(IngestCount.UNCHANGED)).isEqualTo(2);
        assertThat(again.requests()).as("all is remembered").isZero();
    }

    @Test
    void aScanAndAListRememberTheSame() throws Exception {
        worker.run(Given.job(source, target, Operation.PUT_SYNC));

        Pass listed = run(job(Operation.PUT_SYNC), "a/b/one", "a/two");
        Given.change(source.resolve("a/two"), "another", Given.LONG_AGO);
        Pass changed = run(job(Operation.PUT_SYNC), "a/b/one", "a/two");
        Pass scanned = worker.run(Given.job(source, target, Operation.PUT_SYNC));

        assertThat(listed.count(IngestCount.UNCHANGED)).isEqualTo(2);
        assertThat(changed.count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(scanned.count(IngestCount.UNCHANGED)).isEqualTo(4);
    }

    @Test
    void whatIsBelowNoDirectoryFails() throws Exception {
        makeTarget();
        Files.createSymbolicLink(source.resolve("link"), source.resolve("a"));

        Pass pass = run(job(Operation.PUT_SYNC), "link/two", "a/two/below", "a/b/one");

        assertThat(pass.count(Count.FAILED)).isEqualTo(2);
        assertThat(pass.failures()).extracting(EntryFailure::path).containsExactlyInAnyOrder(
                RawPath.of(source.resolve("link/two")), RawPath.of(source.resolve("a/two/below")));
        assertThat(pass.failures()).extracting(EntryFailure::error)
                .contains(source + "/link is no directory, and nothing can be in it; a link is not followed");
        assertThat(pass.count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.exists(target + "/link")).isFalse();
    }

    @Test
    void whatTheJobExcludesIsLeftOut() throws Exception {
        makeTarget();
        JobSpec job = job(Operation.PUT_SYNC);
        IngestSpec work = IngestSpec.of(job);
        JobSpec excluding = job.doing(work.with(new IngestSource(work.source(), Optional.empty(),
                new Exclusions(Set.of(), List.of(".*two$"), List.of(".*/b$")), true)));

        Pass pass = run(excluding, "a/b/one", "a/two", "a/other");

        assertThat(pass.count(IngestCount.EXCLUDED)).isEqualTo(2);
        assertThat(pass.count(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(worker.exists(target + "/a/b")).isFalse();
    }

    @Test
    void aDryRunAndACheckChangeNothingAndLookAtNothingElse() throws Exception {
        makeTarget();
        run(job(Operation.PUT_SYNC), "a/two");
        Given.change(source.resolve("a/two"), "longer", Given.LONG_AGO);

        Pass dry = run(in(Mode.DRY_RUN, job(Operation.PUT_SYNC)), "a/two", "a/b/one");
        Pass check = run(in(Mode.CHECK, job(Operation.PUT_SYNC)), "a/two", "a/b/one", "empty");

        assertThat(dry.count(IngestCount.UPLOADED)).isEqualTo(2);
        assertThat(dry.count(IngestCount.COLLECTIONS_CREATED)).isEqualTo(1);
        assertThat(check.count(IngestCount.DIFFERENT)).isEqualTo(1);
        assertThat(check.count(IngestCount.MISSING)).isEqualTo(2);
        assertThat(check.count(IngestCount.EXTRA)).isZero();
        assertThat(worker.exists(target + "/a/b")).isFalse();
    }

    @Test
    void aLargeDirectoryIsDividedAndAScanFindsItsMemory() throws Exception {
        int files = 600;
        Files.createDirectory(source.resolve("flat"));
        for (int i = 0; i < files; i++) {
            file(source.resolve("flat/" + i), "");
        }
        makeTarget();
        String[] paths = IntStream.range(0, files).mapToObj(i -> "flat/" + i).toArray(String[]::new);

        Pass first = run(job(Operation.REGISTER_SYNC), paths);
        Pass second = run(job(Operation.REGISTER_SYNC), paths);
        Pass scan = worker.run(Given.job(source, target, Operation.REGISTER_SYNC));

        assertThat(first.count(IngestCount.REGISTERED)).isEqualTo(files);
        assertThat(first.tasks()).filteredOn(task -> task instanceof SyncFiles).hasSize(files / 50);
        assertThat(second.count(IngestCount.UNCHANGED)).isEqualTo(files);
        assertThat(scan.count(IngestCount.UNCHANGED)).isEqualTo(files);
    }
}

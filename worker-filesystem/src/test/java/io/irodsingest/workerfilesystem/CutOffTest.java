package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.file;
import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A task that is cut off keeps what it has finished, and one entry does not take the others down with it. */
class CutOffTest {
    private static final int PUT = 606;
    private static final int REPLICA_OPEN = 20003;
    private static OneWorker worker;

    @TempDir
    private Path source;

    @BeforeAll
    static void start() throws Exception {
        worker = new OneWorker();
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    private JobSpec spec(TestInfo test) throws Exception {
        JobSpec spec = job(source, OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName(),
                Operation.PUT_SYNC);
        worker.irods(session -> {
            session.createCollectionWithParents(IngestSpec.of(spec).target());
            return null;
        });
        return spec;
    }

    private static SyncFiles task(String... names) {
        return new SyncFiles(List.of(new EntryGroup(RawPath.EMPTY, Change.NEW, false, 0,
                Stream.of(names).map(RawPath::ofText).toList())), 0);
    }

    /** Runs a task until the server has so many uploads of it, interrupts it, and tells what becomes of it. */
    private static Outcome.Done cutOff(JobSpec spec, SyncFiles task, int uploads) throws Exception {
        ServedTask context = new ServedTask(spec, worker.irods).with(worker.cache);
        long before = worker.server.counts().of(PUT);
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                new SyncFilesHandler(new FilesystemSources()).handle(task, context);
            } catch (InterruptedException interrupted) {
                outcome.set(context.cutOff("took longer than 1 s"));
            }
        });
        await().until(() -> worker.server.counts().of(PUT) == before + uploads);
        thread.interrupt();
        worker.irods.abort(thread);
        thread.join(Duration.ofSeconds(20));
        worker.server.faults().clear();
        return (Outcome.Done) outcome.get();
    }

    @Test
    void whatIsFinishedIsKeptAndTheOthersGetAllTheTimeEach(TestInfo test) throws Exception {
        file(source.resolve("a"), "content of a");
        file(source.resolve("b"), "content of b");
        file(source.resolve("c"), "content of c");
        worker.server.faults().delay(PUT, Duration.ZERO, 1);
        worker.server.faults().delay(PUT, Duration.ofSeconds(10), 1);

        Outcome.Done done = cutOff(spec(test), task("a", "b", "c"), 2);

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(done.retryTasks()).isEmpty();
        assertThat(done.children()).extracting(CutOffTest::names).containsExactly(List.of("b"), List.of("c"));
        assertThat(done.cache().put().values()).as("what was uploaded is remembered").hasSize(1);
    }

    @Test
    void whatWasAloneHasFailed(TestInfo test) throws Exception {
        file(source.resolve("a"), "content of a");
        worker.server.faults().delay(PUT, Duration.ofSeconds(10), 1);

        Outcome.Done done = cutOff(spec(test), task("a"), 1);

        assertThat(done.children()).isEmpty();
        assertThat(done.retryTasks()).singleElement().satisfies(again -> {
            assertThat(again.retry()).isEqualTo(1);
            assertThat(again.failures()).extracting(EntryFailure::error).containsExactly("took longer than 1 s");
        });
    }

    @Test
    void largeUploadsAreCommittedOneAfterTheOther(TestInfo test) throws Exception {
        for (String name : List.of("a", "b", "c")) {
            try (RandomAccessFile sparse = new RandomAccessFile(source.resolve(name).toFile(), "rw")) {
                sparse.setLength(name.equals("c") ? 100 : 140L * 1024 * 1024);
            }
        }
        JobSpec spec = spec(test);
        List<Outcome.Done> parts = new ArrayList<>();
        ServedTask context = new ServedTask(spec, worker.irods).with(worker.cache).committing(parts::add);
        long opened = worker.server.counts().of(REPLICA_OPEN);

        Outcome.Done last = (Outcome.Done) new SyncFilesHandler(new FilesystemSources()).handle(task("a", "b", "c"),
                context);

        assertThat(worker.server.counts().of(REPLICA_OPEN)).isGreaterThan(opened);
        assertThat(parts).singleElement()
                .satisfies(part -> assertThat(part.counts().of(IngestCount.UPLOADED)).isEqualTo(1));
        assertThat(context.remainder()).map(CutOffTest::names).contains(List.of("b", "c"));
        assertThat(last.counts().of(IngestCount.UPLOADED)).isEqualTo(2);
    }

    private static List<String> names(Task task) {
        return ((SyncFiles) task).groups().stream().flatMap(group -> group.names().stream()).map(RawPath::encoded)
                .toList();
    }
}

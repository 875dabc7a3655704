package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.Undecodable;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Refused;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that cannot come in, or not as others do. */
class OddEntriesTest {
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

    @Test
    void aFileWhoseSizeIsNotWhatCanBeReadIsToldOfAsThat() throws Exception {
        JobSpec job = job(Path.of("/proc/self"), OneWorker.HOME + "/proc", Operation.PUT);
        worker.irods(session -> {
            session.createCollectionWithParents(IngestSpec.of(job).target());
            return null;
        });
        ServedTask context = new ServedTask(job, worker.irods).with(worker.cache);
        FilesystemSources anywhere = new FilesystemSources(
                new SourceRoots(List.of(Path.of("/")), List.of(), new OwnFiles(Set.of(), Set.of()), false));

        Outcome.Done done = (Outcome.Done) new SyncFilesHandler(anywhere).handle(new SyncFiles(List.of(
                new EntryGroup(RawPath.EMPTY, Change.NEW, false, 0, List.of(RawPath.ofText("status")))), 0), context);

        assertThat(done.retryTasks()).singleElement().satisfies(again -> assertThat(again.failures())
                .extracting(EntryFailure::error).singleElement().asString().contains("is not what can be read of it"));
    }

    @Test
    void whatCannotBeRegisteredIsUploadedOrLeftOutOrFailsWithoutARequest() throws Exception {
        Path odd = RawPath.of(source).resolve(RawPath.ofBytes(new byte[]{'b', (byte) 0xFF})).toPath();
        Files.writeString(odd, "content");
        String target = OneWorker.HOME + "/undecodable";

        OneWorker.Pass failed = worker.run(job(source, target, Operation.REGISTER_SYNC));
        OneWorker.Pass skipped = worker
                .run(job(source, target, SyncOptions.of(Operation.REGISTER_SYNC).withUndecodable(Undecodable.SKIP)));
        OneWorker.Pass uploaded = worker
                .run(job(source, target, SyncOptions.of(Operation.REGISTER_SYNC).withUndecodable(Undecodable.UPLOAD)));

        assertThat(failed.failures()).extracting(EntryFailure::error).singleElement().asString()
                .contains("not valid UTF-8", "--undecodable upload");
        assertThat(skipped.count(IngestCount.SKIPPED)).isEqualTo(1);
        assertThat(skipped.requests()).isZero();
        assertThat(uploaded.count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void whatHasNoPlaceInATargetIsLeftOutInEachPassAndIsNoFailure() throws Exception {
        JobSpec job = job(source, OneWorker.HOME + "/refused", Operation.PUT);
        ServedTask context = new ServedTask(job, worker.irods).with(worker.cache);

        Outcome.Done done = (Outcome.Done) new ScanDirectoriesHandler(spec -> refusing())
                .handle(new ScanDirectories(List.of(new Directory(RawPath.EMPTY, true, 0)), 0), context);

        assertThat(done.counts().of(IngestCount.SKIPPED)).isEqualTo(2);
        assertThat(done.counts().of(Count.FAILED)).isZero();
        assertThat(done.failures()).isEmpty();
        assertThat(done.retryTasks()).isEmpty();
    }

    /** A source that has nothing but what it refuses. */
    private static Source refusing() {
        return (Source) Proxy.newProxyInstance(Source.class.getClassLoader(), new Class<?>[]{Source.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "divides" -> false;
                    case "list" -> Listing.of((Directory) arguments[0], (DirectoryKey) arguments[1],
                            List.<RawPath>of(), name -> {
                                throw new AssertionError(name);
                            }).withRefused(List.of(new Refused(RawPath.ofText("/b/a//b"), "an empty name"),
                                    new Refused(RawPath.ofText("/b/a"), "a collection has its name")));
                    default -> throw new AssertionError(method);
                });
    }
}

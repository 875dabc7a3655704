package io.irodsingest.workerfilesystem;

import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.User;
import io.irodsingest.ingest.scan.FindLeftoversHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Names;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scans a directory that has very many files and nothing else, and compares it with a collection that has very many data objects.
 * Neither exists: only what a worker holds of them does. Run as a program with as many files as its argument says, it prints what
 * came of it and how long it took.
 */
final class FlatDirectory {
    private static final JobSpec JOB = Given.deleting(Path.of("/flat"), "/tempZone/home/rods/flat");
    /** So many data objects more than files has the collection. */
    private static final int EXTRA = 100_000;

    private final int files;
    private final Sources sources;
    private long handedOut;
    private long deletions;
    private long parts;

    private FlatDirectory(int files) {
        this.files = files;
        this.sources = spec -> new Files();
    }

    public static void main(String[] arguments) throws Exception {
        FlatDirectory directory = new FlatDirectory(Integer.parseInt(arguments[0]));
        long begun = System.nanoTime();
        directory.scan();
        long scanned = System.nanoTime();
        directory.compare();
        System.out.printf("%d files in %d parts, scanned in %d s; %d deletions, compared in %d s%n",
                directory.handedOut,
                directory.parts, Duration.ofNanos(scanned - begun).toSeconds(), directory.deletions,
                Duration.ofNanos(System.nanoTime() - scanned).toSeconds());
    }

    private void scan() throws InterruptedException {
        take(new ScanDirectoriesHandler(sources).handle(
                new ScanDirectories(List.of(new Directory(RawPath.EMPTY, true, 0)), 0), context(new MemoryCache())));
    }

    private void compare() throws InterruptedException {
        take(new FindLeftoversHandler(sources).handle(new FindLeftovers(RawPath.EMPTY, "", 0),
                context(new MemoryCache())));
    }

    private ServedTask context(MemoryCache cache) {
        return new ServedTask(JOB, new Catalog()).with(cache).committing(this::take);
    }

    private void take(Outcome outcome) {
        Outcome.Done done = (Outcome.Done) outcome;
        parts++;
        if (!done.retryTasks().isEmpty() || done.counts().of(Count.FAILED) > 0) {
            throw new IllegalStateException(done.retryTasks() + " " + done.failures());
        }
        handedOut += done.counts().of(IngestCount.FILES);
        for (Task child : done.children()) {
            if (child instanceof DeleteDataObjects objects) {
                deletions += objects.names().size();
            }
        }
    }

    private static String name(int number) {
        return "a file with a name of an ordinary length, number " + number;
    }

    /** The directory. */
    private final class Files implements Source {
        @Override
        public Root root() {
            return new Root(new EntryStamp(EntryKind.DIRECTORY, 0, 1, 1, 0), false);
        }

        @Override
        public boolean divides() {
            return false;
        }

        @Override
        public Listing list(Directory directory, DirectoryKey key, Set<String> divisions) throws IOException {
            Names names = new Names();
            names(directory.path(), names::add);
            return Listing.of(directory, key, names,
                    name -> Optional.of(new EntryStamp(EntryKind.REGULAR, 1, 2, 3, 0)));
        }

        @Override
        public void names(RawPath directory, NameReader reader) throws IOException {
            for (int i = 0; i < files; i++) {
                reader.take(RawPath.ofText(name(i)));
            }
        }

        @Override
        public Listing some(Directory directory, DirectoryKey key, List<RawPath> names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Seen> look(List<RawPath> paths, boolean withTags) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkOutage(IOException problem) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String describe(IOException problem) {
            return problem.toString();
        }
    }

    /** The collection. */
    private final class Catalog implements Irods {
        @Override
        public IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace) {
            return (IrodsSession) Proxy.newProxyInstance(IrodsSession.class.getClassLoader(),
                    new Class<?>[]{IrodsSession.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("list")) {
                            list((ContentReader) arguments[1]);
                        }
                        return null;
                    });
        }

        private void list(ContentReader reader) {
            for (int i = files + EXTRA - 1; i >= 0; i--) {
                reader.dataObject(name(i));
            }
        }

        @Override
        public void abort(Thread thread) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<Integer, Long> requests() {
            return Map.of();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}

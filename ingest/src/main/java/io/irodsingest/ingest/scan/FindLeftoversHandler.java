package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.NameSum;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.sort.Sorter;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the collection of a large or divided directory with all names that the directory has. Both are sorted, on disk where
 * they are many, and read side by side. It hands out a part of what is left over after the other, so that neither memory nor a
 * message nor a commit grows with the collection.
 */
public final class FindLeftoversHandler implements TaskHandler<FindLeftovers> {
    /** Tasks in one commit at most. */
    private static final int TASKS = 200;
    private static final Outcome.Done NOTHING = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);

    private final Sources sources;

    /** Names as they are in the target, and what tells whether they are the same as before. */
    private record Listed(Sorter names, NameSum print) {}

    public FindLeftoversHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(FindLeftovers task, TaskContext context) throws InterruptedException {
        Source source = sources.of(context.spec());
        try {
            TargetPaths targets = Targets.of(context);
            Listed listed = context.untilBack(() -> list(source, task.directory(), targets));
            try (Sorter names = listed.names()) {
                boolean isSuspicious = names.size() == 0 && task.directory().isEmpty()
                        && !IngestSpec.of(context.spec()).deletion().allowEmptySource();
                return isSuspicious ? NOTHING : compare(task, context, listed, targets);
            }
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        } catch (IrodsException refused) {
            return failed(task, context, Orphans.describe(refused));
        } catch (IOException unreadable) {
            return failed(task, context, "nothing of its collection is deleted, because it cannot be listed: "
                    + source.describe(unreadable));
        } catch (UncheckedIOException unreadable) {
            return failed(task, context, "nothing of its collection is deleted, because its names cannot be kept: "
                    + unreadable.getCause().getMessage());
        }
    }

    private static Listed list(Source source, RawPath directory, TargetPaths targets)
            throws IOException, UnavailableException, InterruptedException {
        Sorter names = new Sorter();
        long[] sum = new long[1];
        boolean complete = false;
        try {
            source.names(directory, name -> {
                sum[0] += NameHash.of(name).value();
                names.add(SideBySide.sortable(targets.logicalName(directory, name)));
            });
            complete = true;
            return new Listed(names, new NameSum(names.size(), sum[0]));
        } finally {
            if (!complete) {
                names.close();
            }
        }
    }

    private static Outcome compare(FindLeftovers task, TaskContext context, Listed listed, TargetPaths targets)
            throws IOException, IrodsException, InterruptedException {
        String collection = targets.logicalPath(task.directory());
        try (Sorter content = context.irods(session -> SideBySide.content(session, collection))) {
            SideBySide left = new SideBySide(listed.names().sorted(), content.sorted(), task.after());
            boolean any = false;
            Batch batch = new Batch(IngestSpec.of(context.spec()).sync().filesPerTask());
            for (String name = left.next(); name != null; name = left.next()) {
                any = true;
                if (batch.isFull()) {
                    context.commitPart(batch.take(context, collection, CacheUpdate.NONE),
                            new FindLeftovers(task.directory(), batch.last(), 0, task.names()));
                }
                batch.add(name);
            }
            return batch.take(context, collection, mark(task, context, listed.print(), any));
        }
    }

    /** Whoever scanned the directory saw the same names: what went away since may be on its way into the collection. */
    private static CacheUpdate mark(FindLeftovers task, TaskContext context, NameSum now, boolean any)
            throws InterruptedException {
        CacheUpdate.Builder cache = new CacheUpdate.Builder();
        DirectoryKey key = DirectoryKey.of(IngestSpec.of(context.spec()), task.directory());
        if (IngestSpec.of(context.spec()).mode() != Mode.APPLY) {
            return CacheUpdate.NONE;
        }
        if (any || !task.after().isEmpty()) {
            return cache.forget(new Bucket(key, 0), SyncCache.CLEAN).build();
        }
        if (task.names().filter(now::equals).isPresent()) {
            new CleanMark(key, null).put(now, SyncTag.of(context), cache);
        }
        return cache.build();
    }

    /** What is left over and was not handed out yet. */
    private static final class Batch {
        private final int filesPerTask;
        private final List<String> dataObjects = new ArrayList<>();
        private final List<String> collections = new ArrayList<>();
        private String last = "";

        Batch(int filesPerTask) {
            this.filesPerTask = filesPerTask;
        }

        void add(String name) {
            last = name;
            if (SideBySide.isCollection(name)) {
                collections.add(SideBySide.plain(name));
            } else {
                dataObjects.add(name);
            }
        }

        boolean isFull() {
            return dataObjects.size() / filesPerTask + collections.size() >= TASKS;
        }

        String last() {
            return last;
        }

        Outcome.Done take(TaskContext context, String collection, CacheUpdate cache) {
            Outcome.Done done = new Outcome.Done(Counts.NONE,
                    Orphans.deletions(IngestSpec.of(context.spec()), collection, List.copyOf(dataObjects), collections),
                    List.of(),
                    cache);
            dataObjects.clear();
            collections.clear();
            return done;
        }
    }

    @Override
    public Outcome failed(FindLeftovers task, TaskContext context, String error) {
        int retry = task.retry() + 1;
        EntryFailure failure = new EntryFailure(IngestSpec.of(context.spec()).source().resolve(task.directory()), error,
                context.now());
        return NOTHING.withRetryTasks(List.of(new Outcome.RetryTask(
                new FindLeftovers(task.directory(), task.after(), retry, task.names()), retry, List.of(failure))));
    }
}

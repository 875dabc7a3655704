package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.source.Listing.Refused;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a scan found and has not committed yet: counts, failures, tasks for others, and what is to be remembered. */
final class ScanCommit {
    private static final Logger LOG = LoggerFactory.getLogger(ScanCommit.class);
    /** Entries of one directory that the log names, of those that are left out. */
    private static final int TOLD = 10;
    /** Directories in one task at most. */
    private static final int DIRECTORIES_PER_TASK = 16;
    /** Into how many tasks a few directories are spread at least, so that other threads get some. */
    private static final int SPREAD = 8;

    private final TaskContext context;
    private final IngestSpec spec;
    private final ScanFailures again;
    private final SyncTaskPacker chunks;
    private final List<Task> deletions = new ArrayList<>();
    private List<EntryFailure> failures = new ArrayList<>();
    private Counts.Builder counts = new Counts.Builder();
    private CacheUpdate.Builder cache = new CacheUpdate.Builder();

    /** @param again takes what may be tried again */
    ScanCommit(TaskContext context, ScanFailures again) {
        this.context = context;
        this.spec = IngestSpec.of(context.spec());
        this.again = again;
        this.chunks = new SyncTaskPacker(spec.sync().filesPerTask());
    }

    void count(Count what) {
        counts.add(what);
    }

    void count(Count what, long amount) {
        counts.add(what, amount);
    }

    /** What is to be remembered; until the next {@link #take}. */
    CacheUpdate.Builder cache() {
        return cache;
    }

    /** Whether nothing that failed in this scan has failed before. */
    boolean isFirstTry() {
        return again.isFirstTry();
    }

    /** Hands an entry over that is new or changed. @param bytes what has to be moved for it */
    void sync(Directory directory, int bits, Change change, RawPath name, long bytes) {
        chunks.add(directory, bits, change, name, bytes);
    }

    /** Tells of something that is not as it should be, and is no failure to do something. */
    void differs(RawPath path, String difference) {
        failures.add(new EntryFailure(path, difference, context.now()));
    }

    void fail(RawPath path, String error) {
        counts.add(Count.FAILED);
        failures.add(new EntryFailure(path, error, context.now()));
    }

    /** An entry could not be handed on; it is tried again, if the job does so. */
    void failEntry(Directory directory, int bits, RawPath name, String error) {
        if (mayTryAgain()) {
            again.entry(directory, bits, name, error);
        } else {
            fail(spec.source().resolve(directory.path()).resolve(name), error);
        }
    }

    /** A directory was not listed; nothing of it was found. */
    void unreadable(Directory directory, String error) {
        if (mayTryAgain()) {
            again.directory(directory, error);
        } else {
            counts.add(Count.FAILED);
            failures.add(new EntryFailure(spec.source().resolve(directory.path()), error, context.now(),
                    Optional.of(IngestCount.DIRECTORIES)));
        }
    }

    private boolean mayTryAgain() {
        return !spec.mode().changesNothing();
    }

    /** Notes where a directory is divided. */
    void divide(DirectoryKey directory, String after) {
        cache.divide(directory, after);
    }

    /** Hands over what is to be deleted. */
    void delete(List<Task> tasks) {
        deletions.addAll(tasks);
    }

    /** Notes that a directory's remembered entries change their layout. */
    void layOut(DirectoryKey key, int bits, Collection<Bucket> old, Map<Bucket, Map<NameHash, EntryStamp>> moved) {
        old.forEach(cache::drop);
        moved.values().forEach(entries -> entries.forEach((name, stamp) -> cache.put(key, bits, name, stamp)));
        cache.put(key, 0, SyncCache.LAYOUT, EntryStamp.layout(bits));
    }

    /** What has no place in a target is left out in each pass, and is no failure of any. */
    void skip(List<Refused> entries) {
        counts.add(IngestCount.SKIPPED, entries.size());
        entries.stream().limit(TOLD).forEach(entry -> LOG.info("{} is left out: {}", entry.path(), entry.reason()));
        if (entries.size() > TOLD) {
            LOG.info("{} more of the same directory are left out", entries.size() - TOLD);
        }
    }

    /** Gives out everything found since the last time, with the directories that are left to others. */
    Outcome.Done take(Collection<Directory> left) {
        List<Task> children = new ArrayList<>(chunks.take());
        children.addAll(deletions);
        deletions.clear();
        List<Directory> directories = List.copyOf(left);
        int share = Math.clamp((directories.size() + SPREAD - 1) / SPREAD, 1, DIRECTORIES_PER_TASK);
        for (int i = 0; i < directories.size(); i += share) {
            children.add(new ScanDirectories(directories.subList(i, Math.min(i + share, directories.size())), 0));
        }
        Outcome.Done done = new Outcome.Done(counts.build(), children, failures,
                spec.mode().changesNothing() ? CacheUpdate.NONE : cache.build()).withRetryTasks(again.take());
        counts = new Counts.Builder();
        failures = new ArrayList<>();
        cache = new CacheUpdate.Builder();
        return done;
    }
}

package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.ListTask.HandOverList;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The collection that a job's source becomes. Used by one thread for one pass. */
final class TargetRoot {
    private static final NameHash ROOT = NameHash.of(RawPath.EMPTY);

    private final TaskContext context;
    private final IngestSpec spec;
    private final EntryStamp stamp;
    private final Counts.Builder counts = new Counts.Builder();
    private final RootEvents events;
    private final TargetCollections collections;

    /** @param stamp what the source directory is like now */
    TargetRoot(TaskContext context, EntryStamp stamp) {
        this.context = context;
        this.spec = IngestSpec.of(context.spec());
        this.stamp = stamp;
        this.events = new RootEvents(context, stamp, counts);
        this.collections = new TargetCollections(context, events, counts);
    }

    /**
     * Makes the target what the pass needs, or finds out what is missing, and hands over the source.
     *
     * @param isEmpty whether nothing is in the source
     * @throws IrodsException when the target cannot be used
     */
    Outcome begin(boolean isEmpty) throws IrodsException, HookFailedException, InterruptedException {
        boolean eventsOnly = EntryPolicy.of(context.policy())
                .operation(new HookTarget(spec.source(), spec.target(), Optional.of(stamp))) == Operation.NO_OP;
        Optional<EntryStamp> remembered = remembered();
        if (remembered.isEmpty()) {
            collections.look();
        }
        boolean exists = collections.missing() == 0;
        if (exists && isEmpty && Orphans.areWanted(context) && !spec.deletion().allowEmptySource()
                && isInUse()) {
            return new Outcome.JobFailed("source " + spec.source() + " is empty, but its target " + spec.target()
                    + " is not: nothing is deleted, because the source may not be mounted;"
                    + " --allow-empty-source says that it is meant to be empty");
        }
        Mode mode = spec.mode();
        if (mode.changesNothing()) {
            return pretend(exists, mode, eventsOnly);
        }
        if (!exists && !eventsOnly) {
            // what may be remembered of an earlier target of that name
            context.cache().forgetTrees(List.of(DirectoryKey.above(spec)));
        }
        boolean goesOn = collections.make(eventsOnly);
        if (goesOn && !collections.isNew(spec.target()) && stamp.since(remembered.orElse(null)) != Change.NONE) {
            goesOn = events.before(Hook.PRE_COLL_MODIFY, spec.target());
            if (goesOn) {
                events.after(Hook.POST_COLL_MODIFY, spec.target());
            }
        }
        if (!goesOn) {
            return new Outcome.Done(counts.build(), List.of(), events.failures(), CacheUpdate.NONE);
        }
        counts.add(IngestCount.DIRECTORIES);
        CacheUpdate.Builder cache = new CacheUpdate.Builder();
        if (!eventsOnly) {
            cache.put(DirectoryKey.above(spec), 0, ROOT, SyncTag.of(context).on(stamp));
        }
        return new Outcome.Done(counts.build(), children(!exists), events.failures(), cache.build());
    }

    private Outcome pretend(boolean exists, Mode mode, boolean eventsOnly) {
        counts.add(IngestCount.DIRECTORIES);
        List<EntryFailure> failures = new ArrayList<>();
        if (!exists && mode == Mode.CHECK) {
            counts.add(IngestCount.MISSING);
            failures.add(new EntryFailure(spec.source(), "its collection " + spec.target() + " does not exist",
                    context.now()));
        } else if (!eventsOnly) {
            counts.add(IngestCount.COLLECTIONS_CREATED, collections.missing());
        }
        return new Outcome.Done(counts.build(), children(!exists), failures, CacheUpdate.NONE);
    }

    private List<Task> children(boolean newCollection) {
        if (spec.from().listed()) {
            return List.of(new HandOverList(0));
        }
        return List.of(new ScanDirectories(List.of(new Directory(RawPath.EMPTY, newCollection, 0)), 0));
    }

    /** What the source was like when it was synced last; empty when that is not known or does not count. */
    private Optional<EntryStamp> remembered() throws InterruptedException {
        if (spec.sync().ignoreCache() || spec.mode() == Mode.CHECK) {
            return Optional.empty();
        }
        Bucket above = new Bucket(DirectoryKey.above(spec), 0);
        Map<NameHash, EntryStamp> entries = context.cache().read(List.of(above)).getOrDefault(above, Map.of());
        return Optional.ofNullable(SyncTag.of(context).counting(entries.get(ROOT)))
                .filter(known -> known.kind() == EntryKind.DIRECTORY);
    }

    /** Whether something is remembered of the source or stands in the target. */
    private boolean isInUse() throws IrodsException, InterruptedException {
        Bucket first = new Bucket(DirectoryKey.of(spec, RawPath.EMPTY), 0);
        if (!context.cache().read(List.of(first)).getOrDefault(first, Map.of()).isEmpty()) {
            return true;
        }
        return !context.irods(session -> session.isEmpty(spec.target()));
    }
}

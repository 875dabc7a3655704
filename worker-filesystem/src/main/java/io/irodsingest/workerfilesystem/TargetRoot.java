package io.irodsingest.workerfilesystem;

import io.irodsingest.common.handler.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.Subject;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Mode;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.ScanDirectories;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The collection that a job's source becomes. Used by one thread for one pass. */
final class TargetRoot {
    private static final NameHash ROOT = NameHash.of(RawPath.EMPTY);

    private final TaskContext context;
    private final JobSpec spec;
    private final EntryStamp stamp;
    private final Deque<String> missing = new ArrayDeque<>();
    private final Counts.Builder counts = new Counts.Builder();
    private final List<EntryFailure> failures = new ArrayList<>();

    /** @param stamp what the source directory is like now */
    TargetRoot(TaskContext context, EntryStamp stamp) {
        this.context = context;
        this.spec = context.spec();
        this.stamp = stamp;
    }

    /**
     * Makes the target what the pass needs, or finds out what is missing, and hands over the source.
     *
     * @param isEmpty whether nothing is in the source
     * @throws IrodsException when the target cannot be used
     */
    Outcome begin(boolean isEmpty) throws IrodsException, HookFailedException, InterruptedException {
        Optional<EntryStamp> remembered = remembered();
        boolean exists = remembered.isPresent() || context.irods(session -> look(session));
        if (exists && isEmpty && Leftovers.areWanted(context) && !spec.options().allowEmptySource()
                && isInUse()) {
            return new Outcome.JobFailed("source " + spec.source() + " is empty, but its target " + spec.target()
                    + " is not: nothing is deleted, because the source may not be mounted;"
                    + " --allow-empty-source says that it is meant to be empty");
        }
        Mode mode = spec.options().mode();
        if (mode.changesNothing()) {
            return pretend(exists, mode);
        }
        boolean goesOn = true;
        if (!exists) {
            // what may be remembered of an earlier target of that name
            context.cache().forgetTrees(List.of(DirectoryKey.above(spec)));
            goesOn = make();
        } else if (stamp.since(remembered.orElse(null)) != Change.NONE) {
            Subject root = new Subject(spec.source(), spec.target(), Optional.of(stamp));
            goesOn = before(Hook.PRE_COLL_MODIFY, root);
            if (goesOn) {
                after(Hook.POST_COLL_MODIFY, root);
            }
        }
        if (!goesOn) {
            return new Outcome.Done(counts.build(), List.of(), failures, CacheUpdate.NONE);
        }
        return new Outcome.Done(counts.build(), children(!exists), failures,
                new CacheUpdate.Builder().put(DirectoryKey.above(spec), 0, ROOT, stamp).build());
    }

    private Outcome pretend(boolean exists, Mode mode) {
        if (exists) {
            return new Outcome.Done(Counts.NONE, children(false), List.of(), CacheUpdate.NONE);
        }
        if (mode == Mode.CHECK) {
            EntryFailure difference = new EntryFailure(spec.source(),
                    "its collection " + spec.target() + " does not exist",
                    context.now());
            return new Outcome.Done(Counts.of(Count.MISSING, 1), children(true), List.of(difference), CacheUpdate.NONE);
        }
        return new Outcome.Done(Counts.of(Count.COLLECTIONS_CREATED, missing.size()), children(true), List.of(),
                CacheUpdate.NONE);
    }

    private static List<Task> children(boolean newCollection) {
        return List.of(new ScanDirectories(List.of(new Directory(RawPath.EMPTY, newCollection, 0))));
    }

    /** What the source was like when it was synced last; empty when that is not known or does not count. */
    private Optional<EntryStamp> remembered() throws InterruptedException {
        if (spec.ignoreCache() || spec.options().mode() == Mode.CHECK) {
            return Optional.empty();
        }
        Bucket above = new Bucket(DirectoryKey.above(spec), 0);
        Map<NameHash, EntryStamp> entries = context.cache().read(List.of(above)).getOrDefault(above, Map.of());
        return Optional.ofNullable(entries.get(ROOT)).filter(known -> known.kind() == EntryKind.DIRECTORY);
    }

    /** Whether something is remembered of the source or stands in the target. */
    private boolean isInUse() throws IrodsException, InterruptedException {
        Bucket first = new Bucket(DirectoryKey.of(spec, RawPath.EMPTY), 0);
        if (!context.cache().read(List.of(first)).getOrDefault(first, Map.of()).isEmpty()) {
            return true;
        }
        CollectionContent content = context.irods(session -> session.list(spec.target()));
        return !content.dataObjects().isEmpty() || !content.collections().isEmpty();
    }

    /** Whether the target exists; what is missing of its parents is noted. */
    private boolean look(IrodsSession session) throws UnavailableException, IrodsException {
        List<String> zones = session.zones();
        if (!zones.contains(spec.zone())) {
            throw new IrodsException(0,
                    "zone " + spec.zone() + " does not exist; the server knows " + String.join(", ", zones));
        }
        if (spec.resource().isPresent() && !session.resourceExists(spec.resource().get())) {
            throw new IrodsException(0, "resource " + spec.resource().get() + " does not exist");
        }
        missing.clear();
        String path = spec.target();
        while (path.lastIndexOf('/') > 0 && !session.isCollection(path)) {
            missing.push(path);
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return missing.isEmpty();
    }

    /** Makes what is missing from the top down; returns whether the pass may go on. */
    private boolean make() throws IrodsException, HookFailedException, InterruptedException {
        for (String path : missing) {
            Subject collection = new Subject(spec.source(), path, Optional.of(stamp));
            if (!before(Hook.PRE_COLL_CREATE, collection)) {
                return false;
            }
            Reply reply = context.irods(session -> session.createCollections(List.of(path)).getFirst());
            if (reply.isOk()) {
                counts.add(Count.COLLECTIONS_CREATED);
                after(Hook.POST_COLL_CREATE, collection);
            } else if (IrodsError.of(reply.status()) != IrodsError.EXISTS_ALREADY) {
                throw new IrodsException(reply.status(), "collection " + path + " cannot be made: " + reply.explain());
            }
        }
        return true;
    }

    /** Returns whether the source is not left out; without the root there is no pass, so a failure is one of the job. */
    private boolean before(Hook hook, Subject subject)
            throws HookFailedException, IrodsException, InterruptedException {
        try {
            call(hook, subject);
            return true;
        } catch (HookSkippedException skipped) {
            counts.add(Count.SKIPPED);
            return false;
        }
    }

    private void after(Hook hook, Subject subject) throws IrodsException, InterruptedException {
        try {
            call(hook, subject);
        } catch (HookFailedException failed) {
            counts.add(Count.FAILED);
            failures.add(new EntryFailure(spec.source(), failed.getMessage(), context.now()));
        } catch (HookSkippedException impossible) {
            throw new IllegalStateException("a post hook cannot skip", impossible);
        }
    }

    private void call(Hook hook, Subject subject)
            throws HookFailedException, HookSkippedException, IrodsException, InterruptedException {
        if (!context.behaviour().has(hook)) {
            return;
        }
        Exception thrown = context.irods(session -> {
            try {
                context.behaviour().call(hook, subject, session);
                return null;
            } catch (HookFailedException | HookSkippedException told) {
                return told;
            }
        });
        switch (thrown) {
            case HookFailedException failed -> throw failed;
            case HookSkippedException skipped -> throw skipped;
            case null, default -> {
            }
        }
    }
}

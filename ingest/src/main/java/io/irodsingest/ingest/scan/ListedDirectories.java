package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The directories that paths of a list are in, from the source downwards: their collections are made, and what is in a directory that has
 * none comes to what the directory came to. They are not counted as found, for many parts of a list may name what is in one. For one thread.
 */
final class ListedDirectories {
    private static final Fate OPEN = new Fate(Optional.empty(), Optional.empty());

    private final TaskContext context;
    private final Source source;
    private final IngestSpec spec;
    private final TargetPaths targets;
    private final Excluded excluded;
    private final SyncTag tag;
    private final ScanCommit commit;
    private final DirectoryStates collections;
    private final ListedMemory memory;
    private final boolean tellsOfChanges;
    private final Map<RawPath, Fate> fates = new HashMap<>(Map.of(RawPath.EMPTY, OPEN));
    /** Directories whose collections a check has not found, with what it says of them. */
    private final Map<RawPath, String> missing = new HashMap<>();

    /**
     * What a directory came to. One that has a collection, or would have, has neither.
     *
     * @param count what each path in it counts as
     * @param error what each path in it fails for
     */
    record Fate(Optional<Count> count, Optional<String> error) {
        static Fate counted(Count count) {
            return new Fate(Optional.of(count), Optional.empty());
        }

        static Fate failed(String error) {
            return new Fate(Optional.empty(), Optional.of(error));
        }

        boolean isOpen() {
            return count.isEmpty() && error.isEmpty();
        }
    }

    ListedDirectories(TaskContext context, Source source, ScanCommit commit, ListedMemory memory)
            throws HookFailedException, InterruptedException {
        this.context = context;
        this.source = source;
        this.spec = IngestSpec.of(context.spec());
        this.targets = Targets.of(context);
        this.excluded = new Excluded(spec.from().exclusions());
        this.tag = SyncTag.of(context);
        this.commit = commit;
        this.memory = memory;
        this.collections = new DirectoryStates(context, targets);
        this.tellsOfChanges = context.policy().has(Hook.PRE_COLL_MODIFY)
                || context.policy().has(Hook.POST_COLL_MODIFY);
    }

    /** Sees to directories and all that they are in; {@link #fate} tells of each then. */
    void open(Collection<RawPath> directories) throws InterruptedException {
        Map<Integer, TreeSet<RawPath>> levels = new TreeMap<>();
        for (RawPath directory : directories) {
            for (RawPath above = directory; !fates.containsKey(above); above = above.parent()) {
                levels.computeIfAbsent(depth(above), depth -> new TreeSet<>()).add(above);
            }
        }
        for (TreeSet<RawPath> level : levels.values()) {
            openLevel(level);
        }
    }

    private static int depth(RawPath path) {
        return (int) path.encoded().chars().filter(c -> c == '/').count();
    }

    private void openLevel(Collection<RawPath> level) throws InterruptedException {
        List<RawPath> reached = new ArrayList<>();
        for (RawPath directory : level) {
            Fate above = fates.get(directory.parent());
            if (above.isOpen()) {
                reached.add(directory);
            } else {
                fates.put(directory, above);
            }
        }
        memory.read(reached);
        List<DirectoryState> unsettled = new ArrayList<>();
        for (RawPath directory : reached) {
            look(directory, unsettled);
        }
        if (!unsettled.isEmpty()) {
            collections.bring(unsettled);
            unsettled.forEach(this::brought);
        }
    }

    private void look(RawPath directory, List<DirectoryState> unsettled) throws InterruptedException {
        RawPath path = spec.source().resolve(directory);
        Optional<EntryStamp> seen;
        try {
            seen = context.untilBack(() -> source.directory(path));
        } catch (IOException unreadable) {
            fates.put(directory, Fate.failed("directory " + path + ": " + source.describe(unreadable)));
            return;
        }
        if (seen.isEmpty()) {
            fates.put(directory, Fate.counted(IngestCount.VANISHED));
        } else if (seen.get().kind() != EntryKind.DIRECTORY) {
            fates.put(directory,
                    Fate.failed(path + " is no directory, and nothing can be in it; a link is not followed"));
        } else if (excluded.contains(path, EntryKind.DIRECTORY)) {
            fates.put(directory, Fate.counted(IngestCount.EXCLUDED));
        } else {
            found(directory, seen.get(), unsettled);
        }
    }

    private void found(RawPath directory, EntryStamp now, List<DirectoryState> unsettled) {
        EntryStamp remembered = Orphans.looksAtEverything(spec) ? null : tag.counting(memory.stamp(directory));
        Change change = now.since(remembered);
        ListedMemory.Place place = memory.place(directory.parent());
        NameHash name = NameHash.of(directory.name());
        if (change == Change.NEW || change != Change.NONE && tellsOfChanges) {
            unsettled.add(new DirectoryState(new Directory(directory.parent(), false, 0), directory,
                    targets.logicalPath(directory), new DirectoryState.Place(place.key(), place.bits(), name), now,
                    change != Change.NEW));
            return;
        }
        if (change != Change.NONE) {
            commit.cache().put(place.key(), place.bits(), name, tag.on(now));
        }
        fates.put(directory, OPEN);
    }

    private void brought(DirectoryState directory) {
        RawPath path = spec.source().resolve(directory.path());
        if (directory.isMade()) {
            commit.count(IngestCount.COLLECTIONS_CREATED);
        }
        String complaints = String.join("; ", directory.complaints());
        Fate fate = switch (directory.result()) {
            case DONE -> OPEN;
            case SKIPPED -> Fate.counted(IngestCount.SKIPPED);
            case FAILED -> Fate.failed("directory " + path + ": " + complaints);
        };
        fates.put(directory.path(), fate);
        if (directory.isMissing()) {
            missing.put(directory.path(), complaints);
        } else if (directory.result() != DirectoryState.Result.FAILED) {
            directory.complaints().forEach(error -> commit.fail(path, error));
        }
        if (fate.isOpen() && !directory.isEventsOnly()) {
            DirectoryState.Place place = directory.place();
            commit.cache().put(place.parent(), place.bits(), place.name(), tag.on(directory.stamp()));
        }
    }

    /** What a directory that was opened came to. */
    Fate fate(RawPath directory) {
        return fates.get(directory);
    }

    /** What a check says of a directory that was opened; empty when its collection is there. */
    Optional<String> missing(RawPath directory) {
        return Optional.ofNullable(missing.get(directory));
    }
}

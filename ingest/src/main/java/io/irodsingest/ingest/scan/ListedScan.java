package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.scan.ListedDirectories.Fate;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.Source.Seen;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at paths of a list as a scan looks at what it finds: what is new or changed is handed over. A directory among them becomes a
 * collection, and nothing more: what is in it comes in as far as it is listed. Belongs to one thread.
 */
final class ListedScan {
    private final TaskContext context;
    private final Source source;
    private final IngestSpec spec;
    private final Excluded excluded;
    private final SyncTag tag;
    private final boolean uploads;
    private final ScanCommit commit;
    private final ListedMemory memory;
    private final ListedDirectories directories;

    private ListedScan(TaskContext context, Source source, int retry)
            throws HookFailedException, InterruptedException {
        this.context = context;
        this.source = source;
        this.spec = IngestSpec.of(context.spec());
        this.excluded = new Excluded(spec.from().exclusions());
        this.tag = SyncTag.of(context);
        this.uploads = spec.operation().uploads() || spec.handler().isPresent();
        this.commit = new ScanCommit(context, ScanFailures.ofPaths(context, retry));
        this.memory = new ListedMemory(context);
        this.directories = new ListedDirectories(context, source, commit, memory);
    }

    /**
     * Does so.
     *
     * @param paths relative to the source; one that is there twice counts once
     * @param retry how often they failed before
     */
    static Outcome run(TaskContext context, Sources sources, List<RawPath> paths, int retry)
            throws InterruptedException {
        try {
            return new ListedScan(context, sources.of(context.spec()), retry).run(paths.stream().distinct().toList());
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        }
    }

    /** What comes of paths that could not be looked at together. */
    static Outcome failed(TaskContext context, List<RawPath> paths, int retry, String error) {
        ScanFailures failures = ScanFailures.ofPaths(context, retry);
        paths.stream().distinct().forEach(
                path -> failures.entry(new Directory(path.parent(), false, 0), 0, path.name(), error));
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE).withRetryTasks(failures.take());
    }

    private Outcome run(List<RawPath> paths) throws InterruptedException {
        directories.open(paths.stream().map(RawPath::parent).distinct().toList());
        List<RawPath> open = paths.stream().filter(path -> goesOn(path, directories.fate(path.parent()))).toList();
        memory.read(open);
        List<RawPath> listed = new ArrayList<>();
        look(open).forEach((path, seen) -> {
            try {
                Optional<SourceEntry> entry = seen.get();
                if (entry.isEmpty()) {
                    commit.count(IngestCount.VANISHED);
                } else if (entry.get().stamp().kind() == EntryKind.DIRECTORY) {
                    listed.add(path);
                } else {
                    found(path, entry.get().stamp());
                }
            } catch (IOException unreadable) {
                fail(path, source.describe(unreadable));
            }
        });
        directories.open(listed);
        listed.forEach(this::listedDirectory);
        divide();
        return commit.take(List.of());
    }

    /** Looks at those of one directory one after the other, so that what is opened for it is opened once. */
    private Map<RawPath, Seen> look(List<RawPath> open) throws InterruptedException {
        List<RawPath> together = open.stream()
                .collect(Collectors.groupingBy(RawPath::parent, LinkedHashMap::new, Collectors.toList()))
                .values().stream().flatMap(List::stream).toList();
        List<Seen> seen = context
                .untilBack(() -> source.look(together.stream().map(spec.source()::resolve).toList(), false));
        Map<RawPath, Seen> byPath = LinkedHashMap.newLinkedHashMap(together.size());
        for (int i = 0; i < together.size(); i++) {
            byPath.put(together.get(i), seen.get(i));
        }
        return byPath;
    }

    private boolean goesOn(RawPath path, Fate directory) {
        directory.count().ifPresent(commit::count);
        directory.error().ifPresent(error -> fail(path, error));
        return directory.isOpen();
    }

    private void fail(RawPath path, String error) {
        commit.failEntry(directory(path), 0, path.name(), error);
    }

    /** Others may have brought something into its collection in this pass: nobody relies on that being new. */
    private static Directory directory(RawPath path) {
        return new Directory(path.parent(), false, 0);
    }

    private void listedDirectory(RawPath path) {
        if (goesOn(path, directories.fate(path))) {
            commit.count(IngestCount.DIRECTORIES);
            directories.missing(path).ifPresent(difference -> {
                commit.count(IngestCount.MISSING);
                commit.differs(spec.source().resolve(path), difference);
            });
        }
    }

    private void found(RawPath path, EntryStamp now) {
        if (excluded.contains(spec.source().resolve(path), now.kind())) {
            commit.count(IngestCount.EXCLUDED);
            return;
        }
        commit.count(EntryScan.countOf(now.kind()));
        long size = now.kind() == EntryKind.REGULAR ? now.size() : 0;
        commit.count(IngestCount.BYTES, size);
        Change change = now.since(Orphans.looksAtEverything(spec) ? null : tag.counting(memory.stamp(path)));
        if (change == Change.NONE) {
            commit.count(IngestCount.UNCHANGED);
        } else {
            commit.sync(directory(path), memory.place(path.parent()).bits(), change, path.name(), uploads ? size : 0);
        }
    }

    /** Notes how directories that seem to be large are divided, and that their collections get what a scan has not seen yet. */
    private void divide() {
        memory.directories().stream().map(memory::place).forEach(place -> {
            if (place.isNew()) {
                commit.cache().put(place.key(), 0, SyncCache.LAYOUT, EntryStamp.layout(place.bits()));
            }
            if (place.isClean()) {
                commit.cache().forget(new Bucket(place.key(), 0), SyncCache.CLEAN);
            }
        });
    }
}

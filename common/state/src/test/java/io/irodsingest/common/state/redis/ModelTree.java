package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A tree of tasks in which what comes of a task depends on the seed and on the task only, so that the sums are known before
 * and a task that is run again does the same again. Names of scans begin with d, those of leaves with s.
 */
record ModelTree(long seed, int depth) {
    private static final int MOST_PARTS = 3;
    private static final int MOST_FILES = 50;
    private static final int FAILS_ONE_IN = 12;
    private static final int LARGE_DEPTH = 6;
    private static final int LARGE = 5_000;

    /** One with so much work that it is not over before something has happened to a server in the middle of it. */
    static ModelTree large(long seed) {
        ModelTree tree = new ModelTree(seed, LARGE_DEPTH);
        for (long next = seed + 1; tree.sums(new IngestTask.StartPass()).tasks() < LARGE; next++) {
            tree = new ModelTree(next, LARGE_DEPTH);
        }
        return tree;
    }

    /** What comes of a part of a task. */
    record Part(Counts counts, List<Task> children, List<EntryFailure> failures, CommitExtras extras,
            Optional<Task> remainder) {
        static final Part NOTHING = new Part(Counts.NONE, List.of(), List.of(), CommitExtras.NONE, Optional.empty());
    }

    /** The sums over all tasks. */
    static final class Sums {
        private final Counts.Builder counts = new Counts.Builder();
        private final List<RawPath> failures = new ArrayList<>();
        private long tasks;
        private long failedTasks;
        private long gone;

        long tasks() {
            return tasks;
        }

        long failedTasks() {
            return failedTasks;
        }

        Counts counts() {
            return counts.build();
        }

        List<RawPath> failures() {
            return failures;
        }
    }

    Part of(Task given) {
        Task task = Given.understood(given);
        if (!(task instanceof IngestTask.ScanDirectories scan)) {
            return task instanceof IngestTask.StartPass
                    ? new Part(Counts.NONE, List.of(Given.task("d")), List.of(), CommitExtras.NONE, Optional.empty())
                    : Part.NOTHING;
        }
        String path = scan.directories().getFirst().path().encoded();
        int part = scan.directories().getFirst().firstBucket();
        Random random = new Random(seed ^ (path + '#' + part).hashCode() * 0x9E3779B97F4A7C15L);
        boolean leaf = path.substring(path.lastIndexOf('/') + 1).startsWith("s");
        Counts.Builder counts = new Counts.Builder();
        List<EntryFailure> failures = new ArrayList<>();
        if (random.nextInt(FAILS_ONE_IN) == 0) {
            counts.add(Count.FAILED);
            failures.add(new EntryFailure(new RawPath('/' + path + "/bad" + part), "refused", Instant.EPOCH));
        }
        if (leaf) {
            long files = random.nextInt(MOST_FILES);
            counts.add(IngestCount.REGISTERED, files).add(IngestCount.BYTES, files << random.nextInt(30));
            return new Part(counts.build(), List.of(), failures, CommitExtras.NONE, Optional.empty());
        }
        counts.add(IngestCount.DIRECTORIES).add(IngestCount.FILES, random.nextInt(MOST_FILES));
        boolean last = part + 1 >= 1 + Math.floorMod(path.hashCode(), MOST_PARTS);
        return new Part(counts.build(), children(path, part, random), failures, extras(path, part, random),
                last ? Optional.empty() : Optional.of(Given.task(path, part + 1)));
    }

    /** What all tasks come to, with the removal of collections, if any were noted, and the end of the pass. */
    Sums sums(Task first) {
        Sums sums = new Sums();
        add(sums, first);
        sums.counts.add(IngestCount.COLLECTIONS_DELETED, sums.gone);
        sums.tasks += sums.gone > 0 ? 2 : 1;
        return sums;
    }

    /** Sometimes a collection that is gone, and sometimes a task that comes later. */
    private static CommitExtras extras(String path, int part, Random random) {
        List<String> gone = random.nextInt(5) == 0 ? List.of('/' + path + "/gone" + part) : List.of();
        List<Try> tries = random.nextInt(5) == 0
                ? List.of(new Try(Given.task(path + "/s" + part + ".later"), Duration.ofMillis(random.nextInt(300))))
                : List.of();
        return new CommitExtras(Given.gone(gone).notes(), List.of(), tries);
    }

    private List<Task> children(String path, int part, Random random) {
        List<Task> children = new ArrayList<>();
        int level = path.split("/").length;
        int scans = level >= depth ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < scans; i++) {
            children.add(Given.task(path + "/d" + part + '.' + i));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            children.add(Given.task(path + "/s" + part + '.' + i));
        }
        return children;
    }

    private void add(Sums sums, Task first) {
        sums.tasks++;
        boolean failed = false;
        Optional<Task> rest = Optional.of(first);
        while (rest.isPresent()) {
            Part part = of(rest.get());
            part.counts().values().forEach(sums.counts::add);
            part.failures().forEach(failure -> sums.failures.add(failure.path()));
            failed |= !part.failures().isEmpty();
            part.children().forEach(child -> add(sums, child));
            part.extras().tries().forEach(later -> add(sums, later.task()));
            sums.gone += part.extras().notes().stream().mapToLong(note -> note.added().size()).sum();
            rest = part.remainder();
        }
        sums.failedTasks += failed ? 1 : 0;
    }
}

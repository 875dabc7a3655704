package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.worker.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rows of a chunk and their results, while a task is at it. A result counts with the commit that writes it. What the pass before has
 * done is counted with the first of these, which also forgets what failed then. Thread-safe.
 */
final class Chunk {
    /** A worker may have as many chunks in memory as it has threads. Ten rows may each have the most that a row may have. */
    private static final long MOST_BYTES = 12L * 1024 * 1024;
    /** Longer than anybody waits. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private final ProcessRows task;
    private final int maxRetries;
    private final Map<Long, StoredResult> results = new TreeMap<>();
    private final Map<Long, SubmittedRow> open = new LinkedHashMap<>();
    /** Lines whose results are not written, and those of them that are being written. */
    private final Set<Long> fresh = new HashSet<>();
    private final Set<Long> leaving = new HashSet<>();
    private long carried;
    private long bytes;
    private Duration delay = Duration.ZERO;

    /**
     * @param rows in the order of their lines
     * @param kept results that are there, by lines
     * @param maxRetries how often a row may be put back
     */
    Chunk(ProcessRows task, List<BatchRow> rows, Map<Long, StoredResult> kept, int maxRetries) {
        this.task = task;
        this.maxRetries = maxRetries;
        for (BatchRow row : rows) {
            StoredResult known = kept.get(row.line());
            int tries = task.begun() && known instanceof PutBack later ? later.tries() : 0;
            if (known != null && (task.begun() ? known.isFinal() : known instanceof Succeeded)) {
                results.put(row.line(), known);
                bytes += ResultForms.bytes(known);
                carried += task.begun() ? 0 : 1;
            } else {
                open.put(row.line(), new SubmittedRow(row.line(), row.json(), tries));
            }
        }
    }

    /** Rows that have no result of this task. */
    synchronized List<SubmittedRow> open() {
        return List.copyOf(open.values());
    }

    /** Takes the result of a row of this task. @return false when it has one already */
    synchronized boolean put(StoredResult result) {
        if (open.remove(result.line()) == null) {
            return false;
        }
        StoredResult fitting = fitting(result);
        results.put(result.line(), fitting);
        bytes += ResultForms.bytes(fitting);
        fresh.add(result.line());
        return true;
    }

    private StoredResult fitting(StoredResult result) {
        return bytes + ResultForms.bytes(result) <= MOST_BYTES
                ? result
                : ResultForms.failed(result.line(), "the results of the " + (results.size() + open.size() + 1)
                        + " rows around it take more than " + MOST_BYTES
                        + " bytes together; submit fewer rows at a time,"
                        + " or put less into results");
    }

    /** Puts a row back for a time, or fails it when that was done often enough. */
    synchronized boolean putBack(SubmittedRow row, String reason, Duration wanted) {
        if (task.retry() >= maxRetries) {
            return put(ResultForms.failed(row.line(), givenUp(reason, maxRetries)));
        }
        if (!put(new PutBack(row.line(), row.tries() + 1, reason))) {
            return false;
        }
        Duration pause = bounded(wanted);
        delay = pause.compareTo(delay) > 0 ? pause : delay;
        return true;
    }

    /** Why something fails that was put back often enough. */
    static String givenUp(String reason, int maxRetries) {
        return reason + (maxRetries == 0
                ? "; it is not tried again, for max_retries is 0"
                : "; it was put back " + maxRetries + " times, as often as max_retries allows");
    }

    /** The delay that a processor wants, as far as it makes sense. */
    static Duration bounded(Duration wanted) {
        return wanted.isNegative() ? Duration.ZERO : wanted.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : wanted;
    }

    /** The row has a second result: unless the first one is written, it fails. */
    synchronized void failAgain(long line, String message) {
        if (fresh.contains(line) && !leaving.contains(line)) {
            results.put(line, ResultForms.failed(line, message));
        }
    }

    /** Fails what has no result. */
    synchronized void failRest(String message) {
        open().forEach(row -> put(ResultForms.failed(row.line(), message)));
    }

    /** Whether there are results that are not written. */
    synchronized boolean hasNews() {
        return !fresh.isEmpty();
    }

    /** What a commit writes, and which lines are written with it. */
    record Part(Outcome.Done done, Set<Long> lines) {}

    /** All that is not written. */
    synchronized Part part() {
        Counts.Builder counts = new Counts.Builder();
        add(counts, BatchCount.SUCCEEDED, carried + count(Succeeded.class));
        add(counts, Count.FAILED, count(Failed.class));
        leaving.addAll(fresh);
        String field = BatchStore.resultField(task.segment(), task.chunk());
        return new Part(new Outcome.Done(counts.build(), List.of(), List.of(), CacheUpdate.NONE)
                .withPages(new PageChange(BatchStore.RESULTS, Map.of(field, ResultChunk.encode(results.values())))),
                Set.copyOf(fresh));
    }

    private static void add(Counts.Builder counts, Count count, long amount) {
        if (amount > 0) {
            counts.add(count, amount);
        }
    }

    private long count(Class<? extends StoredResult> kind) {
        return fresh.stream().map(results::get).filter(kind::isInstance).count();
    }

    /** A part was committed. */
    synchronized void written(Part part) {
        fresh.removeAll(part.lines());
        leaving.clear();
        carried = 0;
    }

    /** The end of the task; rows that were put back are tried again by another one. */
    synchronized Outcome.Done end(Instant now) {
        List<EntryFailure> later = results.values().stream().filter(PutBack.class::isInstance)
                .map(PutBack.class::cast)
                .map(row -> new EntryFailure(RawPath.ofText("line " + row.line()), row.reason(), now)).toList();
        Outcome.Done done = part().done();
        return later.isEmpty()
                ? done
                : done.withRetryTasks(
                        List.of(new Outcome.RetryTask(task.again(), task.retry() + 1, later, delay)));
    }
}

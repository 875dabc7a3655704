package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.JobStore.Retry;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.batch.RedisBatchStore;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What tasks of a batch write beside its rows, and how long all of it is kept. */
class BatchPagesTest extends BatchesOnRedis {
    private static final String RESULTS = BatchStore.RESULTS;
    private static final int PASSES = 5;

    private static Commit writing(TaskMessage task, Counts counts, Optional<Task> remainder, Map<String, String> put,
            Task... children) {
        return new Commit(task, counts, List.of(children), List.of(), CacheUpdate.NONE, remainder,
                new CommitExtras(List.of(), List.of(change(put)), List.of(), List.of(), Optional.empty()));
    }

    private static PageChange change(Map<String, String> put) {
        Map<String, byte[]> contents = new TreeMap<>();
        put.forEach((field, text) -> contents.put(field, bytes(text)));
        return new PageChange(RESULTS, contents);
    }

    private Map<String, String> page(Job job, String name, String... fields) throws InterruptedException {
        Map<String, String> texts = new HashMap<>();
        batches.page(job.id(), name, List.of(fields)).forEach((field, content) -> texts.put(field, text(content)));
        return texts;
    }

    private static Committed commit(Commit commit) throws InterruptedException {
        return state.accounting().commit(commit);
    }

    @Test
    void resultsAreWrittenWithTheCommitThatCountsThem() throws Exception {
        Job job = held("batch");
        TaskMessage first = release(job).orElseThrow();

        Committed part = commit(writing(first, Counts.of(Count.FAILED, 1), Optional.of(Given.task("rest")),
                Map.of("0.0", "abc", "0.1", "de"), Given.task("child"), Given.task("other")));

        assertThat(part.toPublish()).hasSize(2);
        assertThat(page(job, RESULTS, "0.0", "0.1", "0.2")).containsOnly(entry("0.0", "abc"), entry("0.1", "de"));
        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(5);
        commit(writing(part.remainder().orElseThrow(), Counts.NONE, Optional.empty(), Map.of("0.0", "longer")));
        assertThat(page(job, RESULTS, "0.0")).containsOnly(entry("0.0", "longer"));
        assertThat(batches.content(job.id()).resultBytes()).as("what was there before takes nothing any more")
                .isEqualTo(8);
        assertThat(page(job, RESULTS)).isEmpty();
    }

    @Test
    void aCopyOfATaskThatDoesNotCountWritesNothing() throws Exception {
        Job job = held("batch");
        TaskMessage first = release(job).orElseThrow();
        commit(writing(first, Counts.NONE, Optional.empty(), Map.of("0.0", "abc"), Given.task("child")));

        assertThat(commit(writing(first, Counts.NONE, Optional.empty(), Map.of("0.0", "late", "0.1", "late")))
                .first()).isFalse();

        assertThat(page(job, RESULTS, "0.0", "0.1")).containsOnly(entry("0.0", "abc"));
        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(3);
    }

    @Test
    void aCallThatIsSentTwiceWritesOnce() throws Exception {
        Job job = held("batch");
        TaskMessage first = release(job).orElseThrow();
        RedisAccounting accounting = (RedisAccounting) state.accounting();
        CommitCall call = new CommitCall(
                writing(first, Counts.NONE, Optional.empty(), Map.of("0.0", "abc"), Given.task("child")), "commit");

        assertThat(accounting.commit(call)).isEqualTo(accounting.commit(call));

        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(3);
    }

    /** The batch is aborted while a worker is at its rows: what the worker had done by then is told with its results, and what comes later is not. */
    @Test
    void resultsThatComeAfterAnAbortChangeNothing() throws Exception {
        Job job = held("batch");
        TaskMessage first = release(job).orElseThrow();
        Committed part = commit(writing(first, Counts.NONE, Optional.of(Given.task("rest")), Map.of("0.0", "abc"),
                Given.task("child")));
        state.jobs().change(job.id(), JobState.STOPPING, Optional.empty());
        Commit late = writing(part.remainder().orElseThrow(), Counts.of(Count.FAILED, 2), Optional.empty(),
                Map.of("0.0", "abcde"));

        assertThat(commit(late).first()).isFalse();
        assertThat(state.accounting().leave(late)).isTrue();
        assertThat(state.accounting().leave(late)).isTrue();
        batches.put(job.id(), "files", Map.of("a", bytes("late")));
        state.jobs().change(job.id(), JobState.STOPPED, Optional.empty());
        batches.put(job.id(), "files", Map.of("a", bytes("late")));
        assertThat(state.accounting().leave(writing(part.toPublish().getFirst(), Counts.of(Count.FAILED, 7),
                Optional.empty(), Map.of("0.1", "late")))).isFalse();

        assertThat(page(job, RESULTS, "0.0", "0.1")).containsOnly(entry("0.0", "abcde"));
        assertThat(page(job, "files", "a")).isEmpty();
        assertThat(now(job).counts().of(Count.FAILED)).isEqualTo(2);
        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(5);
    }

    @Test
    void partsOfFilesAreWrittenWithoutACommitWhileTheJobIsAtWork() throws Exception {
        Job job = held("batch");
        batches.put(job.id(), "files", Map.of("a", bytes("early")));
        release(job);
        batches = sentTwice();
        batches.put(job.id(), "files", Map.of("a", bytes("one"), "b", bytes("two")));
        batches.put("nosuchjob", "files", Map.of("a", bytes("one")));

        assertThat(page(job, "files", "a", "b")).containsOnly(entry("a", "one"), entry("b", "two"));
        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(6);
        assertThat(redis.command("EXISTS " + KEYS.job("nosuchjob") + ":page:files")).isEqualTo(":0");
    }

    @Test
    void allOfABatchIsKeptAsLongAsTheRecordOfItsJob() throws Exception {
        Job job = held("batch");
        List<Segment> segments = List.of(staged(job, 1, "one", "two"), staged(job, 3, "three"));
        for (Segment segment : segments) {
            batches.append(job.id(), segment, false);
        }
        TaskMessage first = release(job).orElseThrow();
        batches.put(job.id(), "files", Map.of("a", bytes("one")));
        commit(writing(first, Counts.of(Count.FAILED, 1), Optional.empty(), Map.of("0.0", "abc")));
        assertThat(now(job).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        List<String> keys = keysOf(job, segments, RESULTS, "files");

        assertThat(keys).allSatisfy(
                key -> assertThat(left(key)).isBetween(left(KEYS.job(job.id())) - 10_000, 7 * 86_400_000L));
        assertThat(state.jobs().retry(now(job))).isInstanceOf(Retry.Begun.class);
        assertThat(keys).allSatisfy(key -> assertThat(left(key)).isEqualTo(-1));
    }

    /** No path of a failed row is kept: which rows failed, their results say. */
    @Test
    void aRetryOfRowsThatAreOnlyCountedIsAWholePassThatCountsAfreshAndKeepsPages() throws Exception {
        Job job = held("batch");
        TaskMessage first = release(job).orElseThrow();
        commit(writing(first, Counts.of(Count.FAILED, 2), Optional.empty(), Map.of("0.0", "abc")));
        assertThat(now(job).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);

        Retry.Begun retry = (Retry.Begun) state.jobs().retry(now(job));

        assertThat(retry.first().task()).isEqualTo(first.task());
        assertThat(now(job).counts()).isEqualTo(Counts.NONE);
        assertThat(page(job, RESULTS, "0.0")).containsOnly(entry("0.0", "abc"));
        assertThat(batches.content(job.id()).resultBytes()).isEqualTo(3);
        commit(writing(retry.first(), Counts.NONE, Optional.empty(), Map.of("0.0", "well")));
        assertThat(now(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(page(job, RESULTS, "0.0")).containsOnly(entry("0.0", "well"));
    }

    /** Redis does nothing else meanwhile. What is asserted is how much a script does, and not its time, which is printed. */
    @Test
    void noStepTakesRedisLongWhenABatchCameInManyParts() throws Exception {
        if (redis.isCluster()) {
            return;
        }
        Job job = held("batch");
        List<Segment> all = BatchRowsTest.inParts(job, batches, RedisBatchStore.MOST_SEGMENTS - 1);
        Segment last = new Segment("last", 1, 1, 100_000, 100_000, 3);
        batches.stage(job.id(), last.token(), 0, bytes("one"));
        print("append", () -> batches.append(job.id(), last, false));
        print("content", () -> batches.content(job.id()));
        TaskMessage first = release(job).orElseThrow();
        for (int pass = 0; pass < PASSES; pass++) {
            Commit end = writing(first, Counts.of(Count.FAILED, 1), Optional.empty(),
                    Map.of("0.0", "x".repeat(100_000)));
            print("end of the job", () -> commit(end));
            assertThat(left(rowsKey(job, all.getFirst()))).isPositive();
            Job ended = now(job);
            AtomicReference<Retry> retry = new AtomicReference<>();
            print("retry", () -> retry.set(state.jobs().retry(ended)));
            assertThat(left(rowsKey(job, all.getFirst()))).isEqualTo(-1);
            first = ((Retry.Begun) retry.get()).first();
        }
    }

    /** What is done with Redis. */
    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private static void print(String what, Step step) throws InterruptedException {
        redis.command("CONFIG RESETSTAT");
        step.run();
        long commands = 0;
        for (String line : redis.lines("INFO commandstats")) {
            if (line.startsWith("cmdstat_") && !line.matches("cmdstat_(auth|config|info|quit|hello|ping).*")) {
                commands += Long.parseLong(line.replaceFirst(".*calls=(\\d+),.*", "$1"));
                if (line.startsWith("cmdstat_eval")) {
                    System.out.println("a batch of 1,000 segments: " + what + ": " + line);
                }
            }
        }
        assertThat(commands).as(what).isLessThan(2 * RedisBatchStore.MOST_SEGMENTS);
    }
}

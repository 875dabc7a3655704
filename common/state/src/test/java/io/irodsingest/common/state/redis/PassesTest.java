package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.Retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.JobStore.Retry;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the task table knows of passes: their phases, delays, pauses, rhythm and retries. */
class PassesTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Keys KEYS = new Keys("ii:");

    private static TestRedis redis;
    private static RedisState state;
    private static RedisAccounting accounting;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        redis.command("FLUSHALL");
        state = redis.open();
        accounting = (RedisAccounting) state.accounting();
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @Test
    void collectionsThatWereNotedAreRemovedWhenEverythingElseIsDone() throws Exception {
        TaskMessage first = create(Given.deletingSpec("removal"));
        Committed begun = accounting.commit(Given.with(first, gone("/z/t/a", "/z/t/a/b/c", "/z/t/a/b"),
                Given.task("scan")));
        CommitCall last = new CommitCall(Given.end(begun.toPublish().getFirst()), Ids.nonce());

        Committed done = accounting.commit(last);

        assertThat(done.toPublish()).extracting(Given::understood).containsExactly(IngestTask.RemoveCollections.NOTED);
        assertThat(done.state()).contains(JobState.RUNNING);
        assertThat(accounting.commit(last)).as("its answer was lost").isEqualTo(done);
        assertThat(accounting.unpublished(begun.toPublish().getFirst())).as("its worker died")
                .isEqualTo(done.toPublish());
        assertThat(accounting.noted(first.jobId(), IngestCourse.REMOVALS, 2)).containsExactly("/z/t/a/b/c", "/z/t/a/b");

        Committed removed = accounting.commit(Given.with(done.toPublish().getFirst(),
                Given.dealtWith(accounting.noted(first.jobId(), IngestCourse.REMOVALS, 9))));

        assertThat(removed.state()).contains(JobState.COMPLETED);
        assertThat(read(first).tasksRegistered()).isEqualTo(3);
        assertThat(accounting.noted(first.jobId(), IngestCourse.REMOVALS, 9)).isEmpty();
    }

    @Test
    void aKindOfWorkKeepsNotesUnderNamesOfItsOwnUntilThePassEnds() throws Exception {
        TaskMessage first = create(Given.spec("notes"));
        Committed begun = accounting.commit(Given.with(first, Given.noting(
                new NoteChange("large", Map.of("a", 1L, "b \u00e4\0\"\\", 1L << 40, "c", 3L), List.of()),
                new NoteChange("small", Map.of("s", 0L), List.of())), Given.task("scan")));

        assertThat(accounting.noted(first.jobId(), "large", 2)).containsExactly("b \u00e4\0\"\\", "c");
        assertThat(accounting.noted(first.jobId(), "small", 2)).containsExactly("s");
        assertThat(accounting.noted(first.jobId(), "other", 2)).isEmpty();

        Committed part = accounting.commit(new Commit(begun.toPublish().getFirst(), Counts.NONE, List.of(), List.of(),
                CacheUpdate.NONE, Optional.of(Given.task("rest")),
                Given.noting(new NoteChange("large", Map.of("a", 9L), List.of("c", "never noted")))));

        assertThat(accounting.noted(first.jobId(), "large", 9)).containsExactly("b \u00e4\0\"\\", "a");
        assertThat(accounting.commit(Given.end(part.remainder().orElseThrow())).state()).contains(JobState.COMPLETED);
        assertThat(accounting.noted(first.jobId(), "large", 9)).isEmpty();
        assertThat(accounting.noted(first.jobId(), "small", 9)).isEmpty();
    }

    @Test
    void aPassOfAJobWithAnEventHandlerEndsWithATaskOfItsOwn() throws Exception {
        TaskMessage first = create(Given.handledSpec("finish"));

        Committed done = accounting.commit(Given.end(first));

        assertThat(done.toPublish()).extracting(Given::understood).containsExactly(new IngestTask.FinishPass());
        assertThat(accounting.commit(Given.end(done.toPublish().getFirst())).state()).contains(JobState.COMPLETED);
        assertThat(read(first).tasksRegistered()).isEqualTo(2);
    }

    /** The record says which tasks end a pass, in which order, and what for; nothing of it is known beforehand. */
    @Test
    void theStepsThatEndAPassAreThoseOfTheRecord() throws Exception {
        TaskMessage first = create(Given.spec("steps"));
        redis.command("HSET " + KEYS.job(first.jobId()) + " steps " + quoted(Records.encode(List.of(
                step("count", "one", Optional.empty()), step("skipped", "two", Optional.of("empty")),
                step("sort", "three", Optional.of("unsorted")), step("tell", "four", Optional.empty())))));

        Committed done = accounting
                .commit(Given.with(first, Given.noting(new NoteChange("unsorted", Map.of("a", 1L), List.of()))));
        List<Task> ends = new ArrayList<>();
        while (!done.toPublish().isEmpty()) {
            ends.add(done.toPublish().getFirst().task());
            assertThat(done.state()).contains(JobState.RUNNING);
            done = accounting.commit(Given.end(done.toPublish().getFirst()));
        }

        assertThat(ends).containsExactly(Given.task("one"), Given.task("three"), Given.task("four"));
        assertThat(done.state()).contains(JobState.COMPLETED);
    }

    /** As the version wrote them that knew two steps; also when it has entered the first of them. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecordOfAnEarlierVersionIsUnderstood(boolean inTheMiddle) throws Exception {
        TaskMessage first = create(Given.handledSpec("old" + inTheMiddle));
        String job = KEYS.job(first.jobId());
        redis.command("HDEL " + job + " steps notes first retry lanes");
        redis.command("HSET " + job + " remove " + quoted("{\"type\":\"RemoveCollections\",\"paths\":[],\"retry\":0}")
                + " finish " + quoted("{\"type\":\"FinishPass\"}"));
        redis.command("ZADD " + job + ":gone 3 /z/t/a");
        redis.command("HSET " + KEYS.tasks(first.jobId()) + " 1 "
                + quoted("oldnonce::{\"type\":\"StartPass\"}"));
        if (inTheMiddle) {
            redis.command("HSET " + job + " phase remove");
        }

        Committed done = accounting.commit(Given.end(new TaskMessage(first.jobId(), 1, "oldnonce", first.task())));

        if (!inTheMiddle) {
            assertThat(done.toPublish()).extracting(Given::understood)
                    .containsExactly(IngestTask.RemoveCollections.NOTED);
            assertThat(accounting.noted(first.jobId(), IngestCourse.REMOVALS, 9)).containsExactly("/z/t/a");
            done = accounting.commit(Given.end(done.toPublish().getFirst()));
        }
        assertThat(done.toPublish()).extracting(Given::understood).containsExactly(new IngestTask.FinishPass());
        assertThat(accounting.commit(Given.end(done.toPublish().getFirst())).state()).contains(JobState.COMPLETED);
        assertThat(redis.command("EXISTS " + job + ":gone")).isEqualTo(":0");
    }

    private static Map<String, String> step(String name, String task, Optional<String> ifNoted) {
        Map<String, String> step = new TreeMap<>(
                Map.of("name", name, "task", TaskCodec.encodeTask(Given.task(task))));
        ifNoted.ifPresent(note -> step.put("ifNoted", note));
        return step;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Test
    void deletionsAreGivenOutOnceAndNoMoreThanThePassMay() throws Exception {
        TaskMessage first = create(Given.deletingSpec("reserve"));
        TaskMessage second = new TaskMessage(first.jobId(), 2, "n", first.task());

        assertThat(accounting.reserveDeletions(first, 7, 10)).isEqualTo(7);
        assertThat(accounting.reserveDeletions(second, 7, 10)).isEqualTo(3);
        assertThat(accounting.reserveDeletions(first, 7, 10)).as("delivered again").isEqualTo(7);
        assertThat(accounting.reserveDeletions(second, 7, 10)).as("delivered again").isEqualTo(3);
        assertThat(accounting.reserveDeletions(new TaskMessage(first.jobId(), 3, "n", first.task()), 1, 10)).isZero();
    }

    @Test
    void aDelayedTaskIsNeitherPublishedNorHandedOutBeforeItIsDue() throws Exception {
        TaskMessage first = create(Given.spec("delayed"));
        Committed done = accounting.commit(Given.with(first, tries(new Try(Given.task("later"), LONG))));

        assertThat(done.toPublish()).isEmpty();
        assertThat(done.state()).contains(JobState.RUNNING);
        assertThat(accounting.due(first.jobId())).isEmpty();
        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, Instant.now().plus(LONG), Set.of(), 9)).isZero();
        assertThat(read(first).retriedTasks()).isEqualTo(1);
        Instant due = read(first).passes().due().orElseThrow();
        assertThat(Duration.between(Instant.now(), due)).isBetween(LONG.minusMinutes(1), LONG.plusMinutes(1));

        redis.command("ZADD " + KEYS.delayed(first.jobId()) + " 1 2");
        List<TaskMessage> tasks = accounting.due(first.jobId());

        assertThat(tasks).extracting(TaskMessage::task).containsExactly(Given.task("later"));
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).isEqualTo(tasks);
        assertThat(read(first).passes().due()).isEmpty();
        assertThat(accounting.commit(Given.end(tasks.getFirst())).state()).contains(JobState.COMPLETED);
    }

    @Test
    void aTryWithoutDelayIsPublishedAtOnce() throws Exception {
        TaskMessage first = create(Given.spec("at once"));

        Committed done = accounting.commit(Given.with(first, tries(new Try(Given.task("now"), Duration.ZERO)),
                Given.task("child")));

        assertThat(done.toPublish()).extracting(TaskMessage::task).containsExactly(Given.task("child"),
                Given.task("now"));
        assertThat(read(first).retriedTasks()).isEqualTo(1);
    }

    @Test
    void aPausedJobTakesCommitsAndPublishesEverythingThatIsOpenWhenItGoesOn() throws Exception {
        TaskMessage first = create(Given.spec("paused"));
        List<TaskMessage> children = accounting.commit(Given.with(first, tries(new Try(Given.task("later"), LONG)),
                Given.task("a"), Given.task("b"), Given.task("running"))).toPublish();
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        Committed committed = accounting.commit(Given.end(children.get(0), Given.task("c")));

        assertThat(committed.first()).isTrue();
        assertThat(committed.toPublish()).isEmpty();
        assertThat(committed.state()).contains(JobState.PAUSED);
        assertThat(state.jobs().resume(first.jobId(), Set.of(children.get(2).number()))).contains(JobState.RUNNING);
        List<TaskMessage> again = accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE);
        assertThat(again).extracting(TaskMessage::task).containsExactly(Given.task("b"), Given.task("c"));
        assertThat(accounting.commit(Given.end(children.get(1))).first()).as("of before the pause").isFalse();
        assertThat(accounting.commit(Given.end(children.get(2))).first()).as("was running").isTrue();
        again.forEach(task -> end(task));
        assertThat(read(first).tasksOpen()).as("the delayed one").isEqualTo(1);
        assertThat(read(first).passes().resumes()).isEqualTo(1);
    }

    /** Numbers of scans that were held back are low, those of the files that they found are high. */
    @Test
    void aResumeOfManyTasksWithFarNumbersGivesEachOutOnceUnderARenewedNonce() throws Exception {
        TaskMessage first = create(Given.spec("sparse"));
        TaskMessage rest = accounting.commit(Given.part(first, Given.task("rest"))).remainder().orElseThrow();
        redis.command("HSET " + KEYS.job(first.jobId()) + " registered 2000000");
        int count = 1200;
        List<TaskMessage> children = accounting.commit(Given.end(rest, IntStream.range(0, count)
                .mapToObj(i -> Given.task("t" + i)).toArray(Task[]::new))).toPublish();
        accounting.published(rest, children);
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).as("while it is paused").isEmpty();

        long running = children.getFirst().number();
        assertThat(state.jobs().resume(first.jobId(), Set.of(running))).contains(JobState.RUNNING);
        assertThat(state.jobs().resume(first.jobId(), Set.of(running))).as("again").contains(JobState.RUNNING);

        Set<Long> given = new HashSet<>();
        List<TaskMessage> some = accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE);
        while (!some.isEmpty()) {
            assertThat(some).allSatisfy(task -> {
                assertThat(given.add(task.number())).isTrue();
                assertThat(task.nonce()).isNotEqualTo(children.getFirst().nonce());
                assertThat(task.origin()).isEqualTo(children.getFirst().nonce());
                assertThat(task.mayBeBegun()).isFalse();
            });
            accounting.republished(first.jobId(), some);
            some = accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE);
        }
        assertThat(given).hasSize(count - 1).doesNotContain(running);
        assertThat(read(first).passes().resumes()).isEqualTo(1);
    }

    @Test
    void whatCameAgainDuringAPauseMayHaveBegunAndNothingElse() throws Exception {
        TaskMessage first = create(Given.spec("initial"));
        List<TaskMessage> children = accounting.commit(Given.end(first, Given.task("a"), Given.task("b"))).toPublish();
        accounting.noteBegun(children.get(0));
        assertThat(accounting.current(children.get(0)).orElseThrow().mayBeBegun()).as("not paused").isFalse();
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());
        accounting.noteBegun(children.get(1));
        state.jobs().resume(first.jobId(), Set.of());

        assertThat(accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE)).extracting(TaskMessage::mayBeBegun)
                .containsExactly(false, true);
    }

    /** A Redis that fell back gives out a number a second time. */
    @Test
    void marksBelongToATaskAndNotToItsNumber() throws Exception {
        TaskMessage first = create(Given.spec("fell back"));
        TaskMessage another = new TaskMessage(first.jobId(), first.number(), "another", first.task());
        accounting.marks(another).begin(Map.of("0", "CREATE"));
        accounting.marks(another).done("0");

        assertThat(accounting.marks(first).begin(Map.of("0", "MODIFY")))
                .isEqualTo(new Marks(Map.of("0", "MODIFY"), Set.of()));
    }

    @Test
    void marksAndDeletionsOfATaskOutliveAPause() throws Exception {
        TaskMessage first = create(Given.deletingSpec("outlive"));
        accounting.marks(first).begin(Map.of("0", "CREATE"));
        accounting.marks(first).done("0");
        assertThat(accounting.reserveDeletions(first, 7, 10)).isEqualTo(7);
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());
        state.jobs().resume(first.jobId(), Set.of());

        TaskMessage again = accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE).getFirst();

        assertThat(again.nonce()).isNotEqualTo(first.nonce());
        assertThat(accounting.marks(again).begin(Map.of("0", "MODIFY")))
                .isEqualTo(new Marks(Map.of("0", "CREATE"), Set.of("0")));
        assertThat(accounting.reserveDeletions(again, 7, 10)).isEqualTo(7);
        end(again);
        assertThat(redis.command("EXISTS " + KEYS.marks(first))).isEqualTo(":0");
    }

    @Test
    void delayedTasksThatAreDueAreGivenOnceAndAgainWhenTheAnswerIsLost() throws Exception {
        TaskMessage first = create(Given.spec("due"));
        accounting.commit(Given.with(first, new CommitExtras(List.of(), List.of(),
                IntStream.range(0, 150).mapToObj(i -> new Try(Given.task("t" + i), Duration.ofMillis(1))).toList())));
        await().until(() -> Instant.now().isAfter(read(first).passes().due().orElseThrow().plusMillis(2)));

        List<TaskMessage> some = accounting.due(first.jobId(), "call");
        assertThat(some).hasSizeBetween(1, 149);
        assertThat(accounting.due(first.jobId(), "call")).as("its answer was lost").isEqualTo(some);
        List<TaskMessage> others = accounting.due(first.jobId(), "another");
        assertThat(others).hasSize(150 - some.size()).doesNotContainAnyElementsOf(some);
        assertThat(accounting.due(first.jobId())).isEmpty();
    }

    /** As the version before left it: all that an orchestrator was to publish in one list of ranges. */
    @Test
    void rangesOfAnEarlierVersionArePublished() throws Exception {
        TaskMessage first = create(Given.spec("ranges"));
        List<TaskMessage> children = accounting.commit(Given.end(first, Given.task("a"), Given.task("b"))).toPublish();
        redis.command("DEL " + KEYS.pending(first.jobId()));
        String nonce = children.getFirst().nonce();
        redis.command("HSET " + KEYS.pending(first.jobId()) + " 0 -," + nonce + ",2,50000,1000;");

        List<TaskMessage> unpublished = accounting.unpublishedFor(first.jobId(), Duration.ofSeconds(15));

        assertThat(unpublished).isEqualTo(children);
        accounting.republished(first.jobId(), unpublished);
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).isEmpty();
        assertThat(redis.command("EXISTS " + KEYS.pending(first.jobId()))).isEqualTo(":0");
    }

    @Test
    void aPeriodicJobKeepsItsRhythmAndCountsEachPassAnew() throws Exception {
        TaskMessage first = create(Given.periodicSpec("periodic", LONG));
        Instant planned = read(first).createdAt();
        Committed ended = accounting.commit(Given.commit(first,
                new Counts.Builder().add(IngestCount.FILES, 3).add(Count.FAILED, 1).build(), List.of(failure("x")),
                Optional.empty()));
        assertThat(ended.state()).contains(JobState.WAITING);
        assertThat(read(first).passes().next().orElseThrow()).isBetween(planned.plus(LONG),
                planned.plus(LONG).plusSeconds(5));
        assertThat(read(first).counts().of(IngestCount.FILES)).isEqualTo(3);
        assertThat(state.jobs().beginPass(first.jobId())).as("not yet").isEmpty();

        long missed = planned.minus(LONG.multipliedBy(3)).minusMillis(LONG.toMillis() / 2).toEpochMilli();
        redis.command("HSET " + KEYS.job(first.jobId()) + " next " + missed);
        TaskMessage second = state.jobs().beginPass(first.jobId()).orElseThrow();

        assertThat(second.number()).isEqualTo(2);
        assertThat(state.jobs().beginPass(first.jobId())).as("never two at once").isEmpty();
        assertThat(read(first).counts()).isEqualTo(Counts.NONE);
        assertThat(read(first).tasksRegistered()).isEqualTo(1);
        assertThat(accounting.failures(first.jobId(), 0, 9)).isEmpty();
        end(second);
        assertThat(read(first).passes().ended()).isEqualTo(2);
        assertThat(read(first).passes().next().orElseThrow().toEpochMilli()).as("run once, then in the old rhythm")
                .isEqualTo(missed + 4 * LONG.toMillis());
    }

    @Test
    void aPassThatCannotBeDoneLeavesAPeriodicJobWaiting() throws Exception {
        TaskMessage first = create(Given.periodicSpec("unmounted", LONG));

        assertThat(accounting.fail(first, "source is away")).contains(JobState.WAITING);
        assertThat(accounting.fail(first, "again")).as("it is not open any more").contains(JobState.WAITING);
        assertThat(read(first).error()).contains("source is away");

        redis.command("HSET " + KEYS.job(first.jobId()) + " next 1");
        TaskMessage second = state.jobs().beginPass(first.jobId()).orElseThrow();
        assertThat(read(first).error()).isEmpty();
        end(second);
        assertThat(read(first).passes().ended()).isEqualTo(2);
    }

    @Test
    void failuresThatAreTriedAgainAreCountedAsIfTheyHadNotBeen() throws Exception {
        TaskMessage first = create(Given.spec("mended"));
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 2), List.of(failure("x"), failure("y")),
                Optional.empty()));
        Job ended = read(first);
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);

        TaskMessage retry = ((Retry.Begun) state.jobs().retry(ended)).first();

        assertThat(redis.command("TTL " + KEYS.job(first.jobId()))).as("is kept").isEqualTo(":-1");
        assertThat(state.jobs().retry(ended)).isEqualTo(new Retry.NothingToRetry());
        List<EntryFailure> kept = accounting.failuresToRetry(first.jobId(), 9);
        assertThat(kept).containsExactly(failure("x"), failure("y"));
        EntryFailure failedAgain = new EntryFailure(kept.getFirst().path(), "still", Instant.now());
        accounting.commit(new Commit(retry, Counts.of(Count.FAILED, 1), List.of(), List.of(failedAgain),
                CacheUpdate.NONE, Optional.of(retry.task()), taken(kept.getFirst())));
        assertThat(accounting.failuresToRetry(first.jobId(), 9)).as("what failed again is not handed out twice")
                .containsExactly(failure("y"));
        Committed rest = accounting
                .commit(Given.with(accounting.current(retry).orElseThrow(), taken(failure("y"))));

        assertThat(rest.state()).contains(JobState.COMPLETED_WITH_FAILURES);
        assertThat(read(first).counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(accounting.failures(first.jobId(), 0, 9)).containsExactly(new EntryFailure(failedAgain.path(),
                "still", Instant.ofEpochMilli(failedAgain.at().toEpochMilli())));
    }

    /** Several complaints of one directory, or several tasks that tell of one collection. */
    @Test
    void aPathThatFailedManyTimesCountsNoMoreWhenItIsMended() throws Exception {
        TaskMessage first = create(Given.spec("many complaints"));
        TaskMessage child = accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 3),
                List.of(failure("x"), failure("x"), failure("y")), Optional.empty(), Given.task("a"))).toPublish()
                .getFirst();
        accounting.commit(Given.commit(child, Counts.of(Count.FAILED, 1), List.of(failure("x")), Optional.empty()));
        assertThat(read(first).counts().of(Count.FAILED)).isEqualTo(4);

        TaskMessage retry = ((Retry.Begun) state.jobs().retry(read(first))).first();
        assertThat(Given.understood(retry)).isEqualTo(new IngestTask.RetryFailures());
        Committed part = accounting.commit(new Commit(retry, Counts.NONE, List.of(), List.of(), CacheUpdate.NONE,
                Optional.of(retry.task()), taken(failure("x"))));
        assertThat(read(first).counts().of(Count.FAILED)).as("y").isEqualTo(1);
        Committed done = accounting.commit(Given.with(part.remainder().orElseThrow(), taken(failure("y"))));

        assertThat(done.state()).contains(JobState.COMPLETED);
        assertThat(read(first).counts().of(Count.FAILED)).isZero();
        assertThat(redis.command("HLEN " + KEYS.failures(first.jobId()))).isEqualTo(":0");
    }

    /** As the differences that a check finds, which are kept and are no failures. */
    @Test
    void whatIsKeptWithoutHavingCountedTakesNothingOff() throws Exception {
        TaskMessage first = create(Given.spec("differences"));
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 1),
                List.of(failure("x"), failure("y"), failure("z")), Optional.empty()));
        TaskMessage retry = ((Retry.Begun) state.jobs().retry(read(first))).first();

        accounting.commit(Given.with(retry, new CommitExtras(List.of(), List.of(failure("x").path(),
                failure("y").path(), failure("z").path()), List.of())));

        assertThat(read(first).counts().of(Count.FAILED)).isZero();
        assertThat(read(first).state()).isEqualTo(JobState.COMPLETED);
    }

    /** It was counted when it was found, and whoever scans it again counts it again. */
    @Test
    void aDirectoryThatWasNotListedIsCountedOnceAfterARetry() throws Exception {
        TaskMessage first = create(Given.spec("directories"));
        EntryFailure unlisted = new EntryFailure(failure("d").path(), "cannot be listed", Instant.now(),
                Optional.of(IngestCount.DIRECTORIES));
        accounting.commit(Given.commit(first,
                new Counts.Builder().add(IngestCount.DIRECTORIES, 5).add(Count.FAILED).build(),
                List.of(unlisted), Optional.empty()));
        assertThat(read(first).counts().of(IngestCount.DIRECTORIES)).isEqualTo(5);
        TaskMessage retry = ((Retry.Begun) state.jobs().retry(read(first))).first();
        TaskMessage scan = accounting.commit(Given.with(retry, taken(unlisted), Given.task("scan"))).toPublish()
                .getFirst();

        accounting.commit(Given.commit(scan, Counts.of(IngestCount.DIRECTORIES, 1), List.of(), Optional.empty()));

        assertThat(read(first).counts())
                .isEqualTo(new Counts.Builder().add(IngestCount.DIRECTORIES, 5).add(Count.FAILED, 0)
                        .build());
        assertThat(read(first).state()).isEqualTo(JobState.COMPLETED);
    }

    /** As when a hook of the job fails: all is scanned again, so all must be counted afresh. */
    @Test
    void aRetryOfAFailureOfTheWholeSourceIsAWholePass() throws Exception {
        TaskMessage first = create(Given.spec("root"));
        accounting.commit(Given.commit(first, new Counts.Builder().add(IngestCount.FILES, 3).add(Count.FAILED).build(),
                List.of(new EntryFailure(new RawPath("/data/source"), "post_job failed", Instant.now())),
                Optional.empty()));

        TaskMessage whole = ((Retry.Begun) state.jobs().retry(read(first))).first();

        assertThat(Given.understood(whole)).isEqualTo(new IngestTask.StartPass());
        assertThat(read(first).counts()).isEqualTo(Counts.NONE);
    }

    @Test
    void aRetryOfMoreFailuresThanAreKeptIsAWholePass() throws Exception {
        try (RedisState few = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()),
                new Retention(LONG, 1))) {
            TaskMessage first = create(Given.spec("more than kept"));
            few.accounting().commit(Given.commit(first,
                    new Counts.Builder().add(Count.FAILED, 2).add(IngestCount.FILES, 2).build(),
                    List.of(failure("x"), failure("y")), Optional.empty()));
            assertThat(read(first).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);

            TaskMessage whole = ((Retry.Begun) few.jobs().retry(read(first))).first();

            assertThat(Given.understood(whole)).isEqualTo(new IngestTask.StartPass());
            assertThat(read(first).counts()).isEqualTo(Counts.NONE);
            assertThat(accounting.failures(first.jobId(), 0, 9)).isEmpty();
            assertThat(read(first).tasksRegistered()).isEqualTo(1);
            assertThat(few.accounting().commit(Given.end(whole)).state()).contains(JobState.COMPLETED);
            assertThat(read(first).passes().ended()).isEqualTo(2);
        }
    }

    /** The version before counted every failure and kept one for each path, and did not note what it could not keep. */
    @Test
    void aRetryOfAnEarlierVersionsJobComesToTheTruthByAWholePass() throws Exception {
        TaskMessage first = create(Given.spec("of before"));
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 1), List.of(failure("x")), Optional.empty()));
        redis.command("HDEL " + KEYS.job(first.jobId()) + " unkept");
        redis.command("HSET " + KEYS.job(first.jobId()) + " c.failed 2");

        TaskMessage whole = ((Retry.Begun) state.jobs().retry(read(first))).first();

        assertThat(Given.understood(whole)).isEqualTo(new IngestTask.StartPass());
        assertThat(accounting.commit(Given.end(whole)).state()).contains(JobState.COMPLETED);
    }

    /** A retry runs for hours: what it finds failing again stands behind what it has not looked at, whatever workers' clocks say. */
    @Test
    void aWorkerWhoseClockIsSlowDoesNotGetAFailureHandedOutTwice() throws Exception {
        TaskMessage first = create(Given.spec("slow clock"));
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 2), List.of(failure("x"), failure("y")),
                Optional.empty()));
        TaskMessage retry = ((Retry.Begun) state.jobs().retry(read(first))).first();
        EntryFailure again = new EntryFailure(failure("x").path(), "still", Instant.EPOCH);
        accounting.commit(new Commit(retry, Counts.of(Count.FAILED, 1), List.of(), List.of(again),
                CacheUpdate.NONE, Optional.of(retry.task()), taken(failure("x"))));

        assertThat(accounting.failuresToRetry(first.jobId(), 9)).containsExactly(failure("y"));
    }

    /** What is running when a job is paused comes to its end, and may be the last of its pass. */
    @Test
    void aPauseHoldsAPeriodicJobWhosePassEndsMeanwhile() throws Exception {
        TaskMessage first = create(Given.periodicSpec("held", LONG));
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        assertThat(accounting.commit(Given.end(first)).state()).contains(JobState.PAUSED);

        assertThat(read(first).passes().ended()).isEqualTo(1);
        assertThat(read(first).endedAt()).isPresent();
        assertThat(state.jobs().history(first.jobId(), 0, 1).getFirst().passEnd().orElseThrow().outcome())
                .isEqualTo(JobState.COMPLETED);
        redis.command("HSET " + KEYS.job(first.jobId()) + " next 1");
        assertThat(state.jobs().beginPass(first.jobId())).as("it is held").isEmpty();
        assertThat(read(first).state()).isEqualTo(JobState.PAUSED);
        assertThat(state.jobs().resume(first.jobId(), Set.of())).contains(JobState.WAITING);
        assertThat(state.jobs().beginPass(first.jobId())).isPresent();
    }

    @Test
    void aPauseHoldsAPeriodicJobWhosePassCannotBeDone() throws Exception {
        TaskMessage first = create(Given.periodicSpec("held and failing", LONG));
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        assertThat(accounting.fail(first, "source is away")).contains(JobState.PAUSED);

        assertThat(read(first).error()).contains("source is away");
        assertThat(state.jobs().resume(first.jobId(), Set.of())).contains(JobState.WAITING);
    }

    @Test
    void aNewPassHasRetriedNothing() throws Exception {
        TaskMessage first = create(Given.periodicSpec("retried", LONG));
        TaskMessage again = accounting.commit(Given.with(first, tries(new Try(Given.task("now"), Duration.ZERO))))
                .toPublish().getFirst();
        end(again);
        assertThat(read(first).retriedTasks()).isEqualTo(1);
        redis.command("HSET " + KEYS.job(first.jobId()) + " next 1");

        assertThat(state.jobs().beginPass(first.jobId())).isPresent();

        assertThat(read(first).retriedTasks()).isZero();
    }

    @Test
    void aRetryIsRefusedWhenAnotherJobHasTheName() throws Exception {
        TaskMessage first = create(Given.spec("name"));
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 1), List.of(failure("x")), Optional.empty()));
        Job ended = read(first);
        create(Given.spec("name"));

        assertThat(state.jobs().retry(ended)).isInstanceOf(Retry.NameTaken.class);
        assertThat(read(first).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
    }

    @Test
    void marksOfATaskKeepWhatWasPlannedFirstAndGoWithItsCommit() throws Exception {
        TaskMessage first = create(Given.spec("marks"));
        assertThat(accounting.marks(first).begin(Map.of("0", "CREATE", "1", "MODIFY")).done()).isEmpty();
        accounting.marks(first).done("1");

        assertThat(accounting.marks(first).begin(Map.of("0", "MODIFY", "plan", "CREATE")))
                .isEqualTo(new Marks(Map.of("0", "CREATE", "1", "MODIFY", "plan", "CREATE"), Set.of("1")));
        end(first);
        accounting.marks(first).done("0");
        assertThat(redis.command("EXISTS " + KEYS.marks(first))).isEqualTo(":0");
    }

    @Test
    void aHookIsClaimedByOneAndOncePerPass() throws Exception {
        TaskMessage first = create(Given.periodicSpec("hooks", LONG));
        String id = first.jobId();
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "", "worker-1")).isEqualTo("worker-1");
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "", "worker-2")).isEqualTo("worker-1");
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "worker-1", "worker-2")).as("when it is dead")
                .isEqualTo("worker-2");
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "worker-2", "done")).isEqualTo("done");
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "", "worker-3")).isEqualTo("done");
        end(first);
        redis.command("HSET " + KEYS.job(id) + " next 1");
        state.jobs().beginPass(id);
        assertThat(state.jobs().claimHook(id, "PRE_JOB", "", "worker-3")).as("in the next pass")
                .isEqualTo("worker-3");
    }

    private static TaskMessage create(JobSpec spec) throws InterruptedException {
        return ((Creation.Created) state.jobs().create(Given.wish(spec))).first();
    }

    private static Job read(TaskMessage task) throws InterruptedException {
        return state.jobs().byId(task.jobId()).orElseThrow();
    }

    private static CommitExtras taken(EntryFailure failure) {
        return new CommitExtras(List.of(), List.of(failure.path()), List.of());
    }

    private static void end(TaskMessage task) {
        await().until(() -> accounting.commit(Given.end(task)).first());
    }

    private static EntryFailure failure(String name) {
        return new EntryFailure(new RawPath("/data/source/" + name), "no permission",
                Instant.parse("2026-11-22T12:00:00.123Z"));
    }

    private static CommitExtras gone(String... collections) {
        return Given.gone(List.of(collections));
    }

    private static CommitExtras tries(Try one) {
        return new CommitExtras(List.of(), List.of(), List.of(one));
    }
}

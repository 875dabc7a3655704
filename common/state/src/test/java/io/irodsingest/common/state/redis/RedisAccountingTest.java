package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Accounting.Begun;
import io.irodsingest.common.state.Accounting.Next;
import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.Retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisAccountingTest extends JobOnRedis {
    private static final EntryFailure FAILURE = new EntryFailure(new RawPath("/data/source/bad%FF"), "no permission",
            Instant.parse("2026-11-22T12:00:00.123Z"));

    private static final Keys KEYS = new Keys("ii:");

    /** One that keeps three jobs that have ended. */
    @BeforeAll
    static void keepFew() throws Exception {
        state.close();
        use(RedisState.open(redis.settings(), new Outages(Clock.systemUTC()), new Retention(Duration.ofDays(7), 3)));
    }

    @Test
    void aCommitCountsEntersChildrenAndMakesTheJobRun() throws Exception {
        Committed committed = accounting.commit(Given.commit(first,
                new Counts.Builder().add(IngestCount.FILES, 3).add(IngestCount.BYTES, 1L << 40).build(), List.of(),
                Optional.empty(), Given.task("a"), Given.task("b")));

        assertThat(committed.first()).isTrue();
        assertThat(committed.state()).contains(JobState.RUNNING);
        assertThat(committed.remainder()).isEmpty();
        assertThat(committed.toPublish()).extracting(TaskMessage::number).containsExactly(2L, 3L);
        assertThat(committed.toPublish()).extracting(TaskMessage::task).containsExactly(Given.task("a"),
                Given.task("b"));
        Job job = read();
        assertThat(job.counts().of(IngestCount.FILES)).isEqualTo(3);
        assertThat(job.counts().of(IngestCount.BYTES)).isEqualTo(1L << 40);
        assertThat(job.tasksRegistered()).isEqualTo(3);
        assertThat(job.tasksOpen()).isEqualTo(2);
    }

    @Test
    void theLastCommitEndsTheJob() throws Exception {
        Committed committed = accounting.commit(Given.end(first));

        assertThat(committed.state()).contains(JobState.COMPLETED);
        assertThat(read().endedAt()).isPresent();
        assertThat(redis.command("EXISTS " + KEYS.pending(first.jobId()))).isEqualTo(":0");
    }

    @Test
    void aTaskIsOfOneWorkerUntilItEndsOrTheWorkerIsKnownToBeNoMoreAtIt() throws Exception {
        assertThat(take("one").other()).isEmpty();
        assertThat(take("one").other()).as("again, after it was held").isEmpty();

        assertThat(take("two").other()).map(Begun::worker).contains("one");
        assertThat(take("two").other()).map(Begun::ago)
                .hasValueSatisfying(ago -> assertThat(ago).isLessThan(Duration.ofMinutes(1)));

        assertThat(accounting.take(first, false, "two", Optional.of("one")).orElseThrow().other()).isEmpty();
        assertThat(take("one").other()).map(Begun::worker).contains("two");
        assertThat(accounting.take(first, false, "three", Optional.of("one")).orElseThrow().other())
                .as("another was quicker").map(Begun::worker).contains("two");

        TaskMessage rest = accounting
                .commit(Given.commit(first, Counts.NONE, List.of(), Optional.of(Given.task("rest"))))
                .remainder().orElseThrow();
        assertThat(take("one").other()).as("a part is done").map(Begun::worker).contains("two");
        assertThat(take("one").task()).isEqualTo(rest);
        accounting.commit(Given.end(rest, Given.task("child")));
        assertThat(accounting.take(first, false, "one", Optional.empty())).as("it is done").isEmpty();
        assertThat(redis.command("EXISTS " + KEYS.job(first.jobId()) + ":takers")).isEqualTo(":0");
    }

    @Test
    void aMessageThatIsOutdatedTakesNothing() throws Exception {
        accounting.commit(Given.commit(first, Counts.NONE, List.of(), Optional.of(Given.task("rest"))));

        assertThat(take("one").task().task()).isEqualTo(Given.task("rest"));
        assertThat(take("two").other()).isEmpty();

        assertThat(accounting.take(first, true, "two", Optional.empty()).orElseThrow().other())
                .as("a message that came again stands for what is left").isEmpty();
        assertThat(take("one").other()).isPresent();
    }

    @Test
    void aCommitTakesTheNextTaskOfItsWorker() throws Exception {
        List<TaskMessage> children = accounting.commit(Given.end(first, Given.task("one"), Given.task("two"),
                Given.task("three"))).toPublish();
        TaskMessage one = children.get(0);
        TaskMessage two = children.get(1);
        accounting.take(children.get(2), false, "other", Optional.empty());

        Committed committed = accounting.commit(Given.end(one).taking(new Next(two, "worker")));

        assertThat(committed.next()).contains(new Taken(two, Optional.empty()));
        assertThat(accounting.take(two, false, "other", Optional.empty()).orElseThrow().other())
                .map(Begun::worker).contains("worker");
        Committed last = accounting.commit(Given.end(two).taking(new Next(children.get(2), "worker")));
        assertThat(last.next().orElseThrow().other()).map(Begun::worker).contains("other");
        assertThat(accounting.commit(Given.end(two).taking(new Next(children.get(2), "worker"))).next())
                .as("of a commit that does not count").isEmpty();
    }

    @Test
    void theLastCommitOfAJobTakesNothing() throws Exception {
        assertThat(accounting.commit(Given.end(first).taking(new Next(first, "worker"))).next()).isEmpty();
        assertThat(redis.command("EXISTS " + KEYS.job(first.jobId()) + ":takers")).isEqualTo(":0");
    }

    private Taken take(String worker) throws InterruptedException {
        return accounting.take(first, false, worker, Optional.empty()).orElseThrow();
    }

    @Test
    void aTaskWithAFailureInAnyPartIsOneFailedTask() throws Exception {
        Committed part = accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 1), List.of(FAILURE),
                Optional.of(Given.task("rest"))));
        Committed end = accounting.commit(Given.commit(part.remainder().orElseThrow(), Counts.of(Count.FAILED, 1),
                List.of(), Optional.empty()));

        assertThat(end.state()).contains(JobState.COMPLETED_WITH_FAILURES);
        assertThat(read().failedTasks()).isEqualTo(1);
        assertThat(read().counts().of(Count.FAILED)).isEqualTo(2);
        assertThat(accounting.failures(first.jobId(), 0, 10)).containsExactly(FAILURE);
    }

    @Test
    void aSecondDeliveryCountsNothingAndLearnsWhatMayBeUnpublished() throws Exception {
        Committed once = accounting
                .commit(Given.commit(first, Counts.of(IngestCount.FILES, 1), List.of(), Optional.empty(),
                        Given.task("a")));
        Committed again = accounting
                .commit(Given.commit(first, Counts.of(IngestCount.FILES, 1), List.of(), Optional.empty(),
                        Given.task("a")));

        assertThat(again.first()).isFalse();
        assertThat(again.toPublish()).isEqualTo(once.toPublish());
        assertThat(read().counts().of(IngestCount.FILES)).isEqualTo(1);
        assertThat(read().tasksRegistered()).isEqualTo(2);
    }

    @Test
    void aCallWhoseAnswerWasLostIsAnsweredAsTheFirstTime() throws Exception {
        CommitCall call = new CommitCall(Given.end(first, Given.task("a"), Given.task("b")), Ids.nonce());

        assertThat(accounting.commit(call)).isEqualTo(accounting.commit(call)).satisfies(answer -> {
            assertThat(answer.first()).isTrue();
            assertThat(answer.toPublish()).hasSize(2);
        });
        assertThat(read().tasksRegistered()).isEqualTo(3);
    }

    @Test
    void aCallThatLeftNothingBehindIsAnsweredAsTheFirstTimeToo() throws Exception {
        List<TaskMessage> children = accounting.commit(Given.end(first, Given.task("a"), Given.task("b"))).toPublish();
        CommitCall one = new CommitCall(Given.end(children.get(0)), Ids.nonce());
        CommitCall last = new CommitCall(Given.end(children.get(1)), Ids.nonce());

        assertThat(accounting.commit(one).first()).isTrue();
        assertThat(accounting.commit(one).first()).as("its answer was lost").isTrue();
        assertThat(accounting.commit(Given.end(children.get(0))).first()).as("another call").isFalse();
        Committed ended = accounting.commit(last);
        assertThat(ended.state()).contains(JobState.COMPLETED);
        assertThat(accounting.commit(last)).as("its answer was lost").isEqualTo(ended);
    }

    @Test
    void aPartWhoseAnswerWasLostGivesTheSameRemainderAgain() throws Exception {
        CommitCall withChildren = new CommitCall(Given.part(first, Given.task("rest"), Given.task("a")), Ids.nonce());
        Committed part = accounting.commit(withChildren);
        assertThat(accounting.commit(withChildren)).isEqualTo(part);

        CommitCall without = new CommitCall(Given.part(part.remainder().orElseThrow(), Given.task("rest of it")),
                Ids.nonce());
        Committed second = accounting.commit(without);
        assertThat(accounting.commit(without)).isEqualTo(second);
        assertThat(second.first()).isTrue();
        assertThat(second.remainder()).hasValueSatisfying(
                rest -> assertThat(rest.task()).isEqualTo(Given.task("rest of it")));
        assertThat(second.toPublish()).isEmpty();
    }

    @Test
    void aRemainderThatSomebodyElseTookOverIsNotGivenAgain() throws Exception {
        CommitCall call = new CommitCall(Given.part(first, Given.task("rest"), Given.task("a")), Ids.nonce());
        Committed part = accounting.commit(call);
        accounting.commit(Given.end(part.remainder().orElseThrow()));

        Committed again = accounting.commit(call);

        assertThat(again.first()).isTrue();
        assertThat(again.remainder()).isEmpty();
        assertThat(again.toPublish()).isEqualTo(part.toPublish());
    }

    @Test
    void aMessageOfAnEarlierPartLeadsToWhatIsLeft() throws Exception {
        assertThat(accounting.current(first)).contains(first);
        TaskMessage rest = accounting.commit(Given.part(first, Given.task("rest"), Given.task("a"))).remainder()
                .orElseThrow();

        assertThat(accounting.current(first)).contains(rest);
        assertThat(accounting.commit(Given.end(first)).first()).isFalse();

        accounting.commit(Given.end(rest, Given.task("b")));
        assertThat(accounting.current(first)).isEmpty();
        assertThat(accounting.unpublished(first)).extracting(TaskMessage::task).containsExactly(Given.task("a"),
                Given.task("b"));
    }

    @Test
    void publishedIsSaidOfOneCommit() throws Exception {
        Committed one = accounting.commit(Given.part(first, Given.task("rest"), Given.task("a")));
        Committed two = accounting.commit(Given.end(one.remainder().orElseThrow(), Given.task("b")));
        assertThat(two.toPublish()).hasSize(1);

        accounting.published(first, one.toPublish());
        await().until(() -> accounting.unpublished(first).size() == 1);
        assertThat(accounting.unpublished(first)).extracting(TaskMessage::task).containsExactly(Given.task("b"));

        accounting.published(one.remainder().orElseThrow(), two.toPublish());
        await().until(() -> accounting.unpublished(first).isEmpty());
    }

    @Test
    void theFirstTaskOfAJobIsUnpublishedUntilItIsReported() throws Exception {
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).containsExactly(first);
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ofHours(1))).isEmpty();

        accounting.republished(first.jobId(), List.of(first));

        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).isEmpty();
    }

    @Test
    void whatIsDoneIsNotPublishedAgainAndItsRangeGoes() throws Exception {
        TaskMessage child = accounting.commit(Given.end(first, Given.task("a"), Given.task("b"))).toPublish()
                .getFirst();
        accounting.commit(Given.end(child));
        List<TaskMessage> left = accounting.unpublishedFor(first.jobId(), Duration.ZERO);
        assertThat(left).extracting(TaskMessage::task).containsExactly(Given.task("b"));
        assertThat(redis.command("HLEN " + KEYS.pending(first.jobId()))).isEqualTo(":0");

        accounting.republished(first.jobId(), left);
        assertThat(redis.command("ZCARD " + KEYS.unsent(first.jobId()))).isEqualTo(":0");
        assertThat(redis.command("ZCARD " + KEYS.handed(first.jobId(), IngestLane.PATH))).isEqualTo(":1");
    }

    @Test
    void whatIsInNobodysHandsAndBehindWhatItsQueueHasReachedIsLost() throws Exception {
        int children = 1200;
        List<TaskMessage> all = accounting.commit(Given.end(first, IntStream.range(0, children)
                .mapToObj(i -> Given.task("d" + i)).toArray(Task[]::new))).toPublish();
        Instant before = published(first, all);
        Set<Long> inHand = IntStream.rangeClosed(3, 700).mapToObj(Long::valueOf).collect(Collectors.toSet());

        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, before.minusSeconds(1), inHand, 2000)).as("too new")
                .isZero();
        assertThat(accounting.lost(first.jobId(), IngestLane.FILE, before, inHand, 2000)).as("another lane").isZero();
        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, before, inHand, 100)).isEqualTo(100);
        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, before, inHand, 2000))
                .isEqualTo(children - 698 - 100);
        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, before, inHand, 2000)).as("again").isZero();

        assertThat(read().retriedTasks()).isEqualTo(children - 698);
        assertThat(accounting.current(all.getFirst()).orElseThrow()).satisfies(lost -> {
            assertThat(lost.mayBeBegun()).isTrue();
            assertThat(lost.nonce()).as("its message may be somewhere").isEqualTo(all.getFirst().nonce());
        });
        assertThat(accounting.current(all.get(1)).orElseThrow().mayBeBegun()).as("in hand").isFalse();
        List<TaskMessage> some = accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE);
        assertThat(some).isNotEmpty().allMatch(TaskMessage::mayBeBegun);
        assertThat(accounting.unpublishedFor(first.jobId(), JobStore.RESUMED_AGE)).as("nobody gets them twice")
                .doesNotContainAnyElementsOf(some);
    }

    /** As the version before left them, whose workers said only that they had published. */
    @Test
    void whatStandsNowhereButInTheTableIsTakenForPublishedNow() throws Exception {
        accounting.commit(Given.end(first, Given.task("a"), Given.task("b")));
        redis.command("DEL " + KEYS.pending(first.jobId()));

        await().until(() -> accounting.adoptStrays(first.jobId()) == 0
                && redis.command("ZCARD " + KEYS.handed(first.jobId(), IngestLane.PATH)).equals(":2"));

        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, Instant.now().plusSeconds(60), Set.of(), 9))
                .isEqualTo(2);
    }

    /** Reports tasks as published, and waits until that has arrived. @return a time behind that */
    private Instant published(TaskMessage parent, List<TaskMessage> tasks) throws InterruptedException {
        accounting.published(parent, tasks);
        await().until(() -> accounting.unpublished(parent).isEmpty());
        await().until(
                () -> redis.command("ZCARD " + KEYS.handed(parent.jobId(), IngestLane.PATH))
                        .equals(":" + tasks.size()));
        Instant now = Instant.now();
        await().until(() -> Instant.now().isAfter(now.plusMillis(2)));
        return now.plusMillis(1);
    }

    @Test
    void ofVeryManyUnpublishedTasksSomeAreGivenAtATimeUntilAllWere() throws Exception {
        TaskMessage rest = first;
        int parts = 3;
        for (int part = 0; part < parts; part++) {
            rest = accounting.commit(Given.part(rest, Given.task("rest"), IntStream.range(0, 700)
                    .mapToObj(i -> Given.task("d" + i)).toArray(Task[]::new))).remainder().orElseThrow();
        }
        accounting.republished(first.jobId(), List.of(first));
        accounting.commit(Given.end(rest));

        List<TaskMessage> some = accounting.unpublished(first);
        assertThat(some).hasSize(1400).first().satisfies(own -> assertThat(own.number()).isEqualTo(2));
        Set<Long> given = new HashSet<>();
        List<TaskMessage> next = accounting.unpublishedFor(first.jobId(), Duration.ZERO);
        while (!next.isEmpty()) {
            next.forEach(message -> given.add(message.number()));
            accounting.republished(first.jobId(), next);
            next = accounting.unpublishedFor(first.jobId(), Duration.ZERO);
        }
        assertThat(given).hasSize(parts * 700);
    }

    @Test
    void failuresAreKeptUpToALimitAndOncePerPath() throws Exception {
        List<EntryFailure> failures = IntStream.range(0, 5).mapToObj(i -> new EntryFailure(new RawPath("/f" + i),
                "error", Instant.ofEpochMilli(1000 - i))).toList();
        TaskMessage rest = accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 5), failures,
                Optional.of(Given.task("rest")))).remainder().orElseThrow();
        EntryFailure again = new EntryFailure(new RawPath("/f0"), "another error", Instant.ofEpochMilli(5000));
        accounting.commit(
                Given.commit(rest, Counts.of(Count.FAILED, 1), List.of(again), Optional.empty(), Given.task("a")));

        assertThat(read().counts().of(Count.FAILED)).isEqualTo(6);
        assertThat(accounting.failures(first.jobId(), 0, 10)).containsExactly(failures.get(1), failures.get(2), again);
        assertThat(accounting.failures(first.jobId(), 1, 1)).containsExactly(failures.get(2));
        assertThat(accounting.failures(first.jobId(), 3, 10)).isEmpty();
    }

    @Test
    void nothingIsCountedForAJobThatIsNotActiveOrNotThere() throws Exception {
        state.jobs().change(first.jobId(), JobState.STOPPING, Optional.empty());
        Committed late = accounting.commit(
                Given.commit(first, Counts.of(IngestCount.FILES, 1), List.of(FAILURE), Optional.empty(),
                        Given.task("a")));

        assertThat(late).isEqualTo(new Committed(false, List.of(), Optional.empty(), Optional.of(JobState.STOPPING)));
        assertThat(read().counts()).isEqualTo(Counts.NONE);
        assertThat(accounting.current(first)).isEmpty();
        assertThat(accounting.unpublishedFor(first.jobId(), Duration.ZERO)).isEmpty();
        assertThat(accounting.lost(first.jobId(), IngestLane.PATH, Instant.now(), Set.of(), 10)).isZero();

        TaskMessage unknown = new TaskMessage("nosuchjob", 1, "n", Given.task("a"));
        assertThat(accounting.commit(Given.end(unknown)).state()).isEmpty();
        assertThat(accounting.current(unknown)).isEmpty();
    }

    @Test
    void anotherNonceIsAnotherTask() throws Exception {
        TaskMessage stale = new TaskMessage(first.jobId(), first.number(), "stale", first.task());

        assertThat(accounting.commit(Given.end(stale, Given.task("a"))).first()).isFalse();
        assertThat(read().tasksOpen()).isEqualTo(1);
    }

    @Test
    void forgottenScriptsAreLoadedAgain() throws Exception {
        TaskMessage child = accounting.commit(Given.end(first, Given.task("a"))).toPublish().getFirst();
        assertThat(redis.command("SCRIPT FLUSH")).isEqualTo("+OK");

        assertThat(accounting.commit(Given.end(child)).state()).contains(JobState.COMPLETED);
    }

    private Job read() throws InterruptedException {
        return state.jobs().byId(first.jobId()).orElseThrow();
    }
}

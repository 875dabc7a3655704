package io.irodsingest.common.worker;

import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.state.Accounting.Begun;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import java.net.ConnectException;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

/** What is done with a message, by what it says and by what others say. */
@Timeout(60)
class DeliveriesTest {
    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private final FakeCluster cluster = new FakeCluster();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<WorkerTest.Work> work = new AtomicReference<>((task, context) -> {});
    private final WorkerParts parts = cluster.parts(WorkerTest.handling((task, context) -> {
        runs.incrementAndGet();
        work.get().on(task, context);
    }).of(new Ingest()));
    private final Mishaps mishaps = new Mishaps(Partial.of(Broker.class, cluster.messages),
            Partial.of(Accounting.class, cluster.taskTable), cluster.outages,
            new TaskMeters(Meters.NONE, new TaskHandlers()),
            Duration.ofSeconds(1));
    private final Deliveries deliveries = new Deliveries(parts, new Running(
            Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages, timer, Clock.systemUTC()), mishaps);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    @Test
    void aTaskThatIsAtWorkElsewhereIsNotBegunAgain() throws Exception {
        FakeDelivery copy = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO);
        cluster.workers.isAtWork("job", 1);

        assertThat(deliveries.bringToEnd(copy)).isPresent();
        assertThat(runs).hasValue(0);
        assertThat(copy.fate()).isEqualTo(Fate.OPEN);

        cluster.taskTable.open.clear();
        assertThat(deliveries.bringToEnd(copy)).as("it was done there").isEmpty();
        assertThat(runs).hasValue(0);
        assertThat(copy.fate()).isEqualTo(Fate.ACKED);
    }

    /** A task may be in two messages, neither of which tells it, as when a broker went away before it confirmed the first. */
    @Test
    void aTaskThatAnotherWorkerBeganJustNowIsNotBegunAgain() throws Exception {
        FakeDelivery copy = cluster.task("job", 1);
        cluster.taskTable.begunElsewhere.put("job-1", new Begun("other", Duration.ofMillis(10)));

        assertThat(deliveries.bringToEnd(copy)).isPresent();
        assertThat(runs).hasValue(0);
        assertThat(copy.fate()).isEqualTo(Fate.OPEN);

        cluster.taskTable.begunElsewhere.put("job-1", new Begun("other", LONG_AGO));
        cluster.workers.isAtWork("job", 1);
        assertThat(deliveries.bringToEnd(copy)).as("it is at it still").isPresent();
        assertThat(runs).hasValue(0);
    }

    @Test
    void theNextTaskOfAJobIsTakenTogetherWithTheCommitOfTheOneBefore() throws Exception {
        for (int number = 1; number <= 4; number++) {
            cluster.localQueue.offer(cluster.task("job", number));
        }
        cluster.taskTable.begunElsewhere.put("job-3", new Begun("gone", LONG_AGO));

        for (int number = 1; number <= 4; number++) {
            assertThat(deliveries.bringToEnd(cluster.localQueue.take(false))).isEmpty();
        }

        assertThat(runs).hasValue(4);
        assertThat(cluster.taskTable.commits).hasSize(4);
        assertThat(cluster.taskTable.takes).as("the third was another worker's").containsExactly(1L, 3L, 3L);
    }

    /** The tables of its job are gone by then, and nobody interrupts it any more. */
    @Test
    void whatEndsJustWhenItsJobIsStoppedIsCounted() throws Exception {
        FakeDelivery task = cluster.task("job", 1);
        cluster.taskTable.onCommit = () -> {
            cluster.taskTable.open.clear();
            cluster.taskTable.state = JobState.STOPPING;
        };

        assertThat(deliveries.bringToEnd(task)).isEmpty();

        assertThat(cluster.taskTable.commits).isEmpty();
        assertThat(cluster.taskTable.left).hasSize(1);
        assertThat(task.fate()).isEqualTo(Fate.ACKED);
    }

    @Test
    void aTaskIsTakenFromAWorkerThatIsNoMoreAtIt() throws Exception {
        FakeDelivery left = cluster.task("job", 1);
        cluster.taskTable.begunElsewhere.put("job-1", new Begun("gone", LONG_AGO));

        assertThat(deliveries.bringToEnd(left)).isEmpty();

        assertThat(runs).hasValue(1);
        assertThat(left.fate()).isEqualTo(Fate.ACKED);
    }

    @Test
    void onlyWhatIsInTheTaskTableIsDone() throws Exception {
        cluster.task("job", 1);
        FakeDelivery forged = FakeDelivery.of(FakeCluster.QUEUE,
                new TaskMessage("job", 1, "guessed", new IngestTask.FinishPass()));
        FakeDelivery unknown = FakeDelivery.of(FakeCluster.QUEUE,
                new TaskMessage("job", 77, "nonce", new IngestTask.FinishPass()));

        assertThat(deliveries.bringToEnd(forged)).isEmpty();
        assertThat(deliveries.bringToEnd(unknown)).isEmpty();

        assertThat(runs).hasValue(0);
        assertThat(forged.fate()).isEqualTo(Fate.ACKED);
        assertThat(deliveries.bringToEnd(cluster.task("job", 1))).isEmpty();
        assertThat(runs).hasValue(1);
    }

    /** The worker takes from a queue that is not for its kind: no other will do better. */
    @Test
    void aTaskOfAnotherKindOfWorkerFailsItsJobInWordsAboutQueues() throws Exception {
        FakeDelivery foreign = cluster.task("job", 1, new IngestTask.SyncFiles(List.of(), 0));

        assertThat(deliveries.bringToEnd(foreign)).isEmpty();

        assertThat(cluster.taskTable.failures.get("job")).isEqualTo(
                "this worker has no handler for tasks of type SyncFiles: give that kind of worker its queues");
        assertThat(foreign.fate()).isEqualTo(Fate.ACKED);
    }

    /** A newer process hands it over, in the middle of an upgrade: a newer worker will understand it. */
    @Test
    void aTaskOfATypeThatNobodyKnowsHereIsLeftToOthersAndNoFailure() throws Exception {
        FakeDelivery unknown = cluster.task("job", 1, EncodedTask.plain("OfTomorrow", IngestLane.FILE));

        assertThat(deliveries.bringToEnd(unknown)).isEmpty();

        assertThat(cluster.taskTable.delayed.get("job-1")).startsWith("a worker that knows tasks of type OfTomorrow: ")
                .contains("knows only ", "DeleteCollection, DeleteDataObjects, ");
        assertThat(unknown.fate()).isEqualTo(Fate.ACKED);
        assertThat(cluster.messages.buried).isEmpty();
        assertThat(cluster.taskTable.failures).isEmpty();
        assertThat(runs).hasValue(0);
    }

    /** Nobody who knows it was there all the while: the job could not come to its end without it. */
    @Test
    void aTaskThatCameToWorkersThatDoNotKnowItOftenEnoughIsBuried() throws Exception {
        FakeDelivery unknown = cluster.task("job", 1, EncodedTask.plain("OfTomorrow", IngestLane.FILE));
        cluster.taskTable.givenBack.put("job-1", Deliveries.MOST_FOREIGN_TRIES - 1);

        assertThat(deliveries.bringToEnd(unknown)).isEmpty();

        assertThat(cluster.messages.buried.get("job-1"))
                .startsWith("it came 20 times to others than a worker that knows tasks of type OfTomorrow: ")
                .contains("knows only ");
        assertThat(cluster.taskTable.failures.get("job")).startsWith("task 1 of type OfTomorrow: it came 20 times")
                .endsWith("; its message is among the dead letters");
        assertThat(cluster.taskTable.delayed).isEmpty();
    }

    @Test
    void aTaskOfAnUnknownTypeWhoseJobIsStoppedIsDropped() throws Exception {
        FakeDelivery unknown = cluster.task("job", 1, EncodedTask.plain("OfTomorrow", IngestLane.FILE));
        cluster.jobs.states.put("job", JobState.STOPPED);

        assertThat(deliveries.bringToEnd(unknown)).isEmpty();

        assertThat(unknown.fate()).isEqualTo(Fate.ACKED);
        assertThat(cluster.taskTable.delayed).isEmpty();
        assertThat(cluster.messages.buried).isEmpty();
    }

    @Test
    void whatWaitedLongIsAskedForToo() throws Exception {
        FakeDelivery waited = cluster.task("job", 1).havingWaited(LONG_AGO);
        cluster.workers.isAtWork("job", 1);

        assertThat(deliveries.bringToEnd(waited)).isPresent();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aTaskOfAWorkerThatDiedIsTakenOver() throws Exception {
        FakeDelivery orphan = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO);
        cluster.workers.isAtWork("job", 2);

        assertThat(deliveries.bringToEnd(orphan)).isEmpty();
        assertThat(cluster.taskTable.counted(IngestCount.UNCHANGED)).isEqualTo(1);
    }

    /** Somebody may have begun it after the last heartbeat. */
    @Test
    void whatJustCameBackWaitsForAHeartbeat() throws Exception {
        FakeDelivery back = cluster.task("job", 1).asRedelivered();

        assertThat(deliveries.bringToEnd(back)).isPresent();
        assertThat(runs).hasValue(0);

        assertThat(deliveries.bringToEnd(back.havingWaited(LONG_AGO))).isEmpty();
        assertThat(runs).hasValue(1);
    }

    @Test
    void aMessageOfBeforeAPauseIsNotWorkedOn() throws Exception {
        FakeDelivery old = cluster.task("job", 1).havingWaited(LONG_AGO);
        cluster.taskTable.open.put("job-1", new TaskMessage("job", 1, "another", new IngestTask.FinishPass()));

        assertThat(deliveries.bringToEnd(old)).isEmpty();
        assertThat(runs).hasValue(0);
        assertThat(old.fate()).isEqualTo(Fate.ACKED);
    }

    /** What a job's options mean for what exists already depends on it. */
    @Test
    void aTaskOfAJobThatWasResumedHasNotBegunForThat() throws Exception {
        AtomicReference<Boolean> mayHaveRun = new AtomicReference<>();
        work.set((task, context) -> mayHaveRun.set(context.mayHaveRunBefore()));
        cluster.jobs.resumes = 1;

        assertThat(deliveries.bringToEnd(cluster.task("job", 1))).isEmpty();
        assertThat(mayHaveRun).as("nobody had it").hasValue(false);

        FakeDelivery second = cluster.task("job", 2);
        cluster.taskTable.open.put("job-2", new TaskMessage("job", 2, "nonce", new IngestTask.FinishPass(), true));
        assertThat(deliveries.bringToEnd(second)).isEmpty();
        assertThat(mayHaveRun).as("a worker had it that is gone").hasValue(true);
    }

    @Test
    void aMessageThatWasHandedOutAnewSaysThatItsTaskMayBeBegun() throws Exception {
        AtomicReference<Boolean> mayHaveRun = new AtomicReference<>();
        work.set((task, context) -> mayHaveRun.set(context.mayHaveRunBefore()));
        TaskMessage lost = new TaskMessage("job", 1, "nonce", new IngestTask.FinishPass(), true);
        cluster.task("job", 1);
        cluster.taskTable.open.put(lost.id(), lost);

        assertThat(deliveries.bringToEnd(FakeDelivery.of(FakeCluster.QUEUE, lost))).isEmpty();

        assertThat(mayHaveRun).hasValue(true);
    }

    /** The worker that had it may have died in the middle of it while the job is paused. */
    @Test
    void whatCameAgainIsNotedWhenItIsDroppedForAPause() throws Exception {
        FakeDelivery again = cluster.task("job", 1).asRedelivered();
        FakeDelivery fresh = cluster.task("job", 2);
        cluster.jobs.states.put("job", JobState.PAUSED);

        assertThat(deliveries.bringToEnd(again)).isEmpty();
        assertThat(deliveries.bringToEnd(fresh)).isEmpty();

        assertThat(cluster.taskTable.notedAsBegun).containsExactly(1L);
        assertThat(again.fate()).isEqualTo(Fate.ACKED);
    }

    /** A worker died before the pause, and its message comes beside the one of after it. */
    @Test
    void aMessageThatCameAgainDoesNotStandForATaskThatWasHandedOutAnew() throws Exception {
        FakeDelivery old = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO);
        cluster.taskTable.open.put("job-1", new TaskMessage("job", 1, "nonce~resume", new IngestTask.FinishPass()));

        assertThat(deliveries.bringToEnd(old)).isEmpty();

        assertThat(runs).hasValue(0);
        assertThat(cluster.taskTable.open).hasSize(1);
    }

    @Test
    void whatSomebodyElseHoldsIsTriedAgainWithWhatIsLeft() throws Exception {
        FakeDelivery redelivered = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO);
        TaskHandlers locked = new TaskHandlers().with(IngestTask.FinishPass.class, new TaskHandler<>() {
            @Override
            public Outcome handle(IngestTask.FinishPass task, TaskContext context) {
                assertThat(context.mayRunElsewhere()).isTrue();
                return runs.incrementAndGet() == 1
                        ? new Outcome.Locked(WorkerTest.done(IngestCount.UPLOADED), task, "it is locked")
                        : WorkerTest.done(IngestCount.UNCHANGED);
            }

            @Override
            public Outcome failed(IngestTask.FinishPass task, TaskContext context, String error) {
                throw new AssertionError(error);
            }
        });
        Deliveries of = new Deliveries(cluster.parts(locked), new Running(
                Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages, timer, Clock.systemUTC()),
                mishaps);

        assertThat(of.bringToEnd(redelivered)).isPresent();
        assertThat(redelivered.fate()).isEqualTo(Fate.OPEN);
        assertThat(of.bringToEnd(redelivered)).isEmpty();

        assertThat(cluster.taskTable.counted(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(cluster.taskTable.counted(IngestCount.UNCHANGED)).isEqualTo(1);
        assertThat(cluster.taskTable.counted(Count.FAILED)).isZero();
    }

    @Test
    void aTaskWhoseStoreIsAwayGoesBackWithWhatItReachedAndTheNextOneIsNotEvenBegun() throws Exception {
        work.set((task, context) -> {
            context.whenGivenUp(
                    () -> Optional.of(new Outcome.Part(WorkerTest.done(IngestCount.UPLOADED), task)));
            context.untilBack(FakeStore::refuse);
        });
        FakeDelivery first = cluster.task("bad", 1);
        FakeDelivery second = cluster.task("bad", 2);
        FakeDelivery ofAnother = cluster.task("good", 3);

        assertThat(List.of(deliveries.bringToEnd(first), deliveries.bringToEnd(second))).containsOnly(Optional.empty());
        work.set((task, context) -> {});
        assertThat(deliveries.bringToEnd(ofAnother)).isEmpty();

        assertThat(runs).as("the first one of the bad job, and that of the good one").hasValue(2);
        assertThat(cluster.taskTable.delayed).containsOnlyKeys("bad-1", "bad-2")
                .containsValue("S3: store: connection refused");
        assertThat(cluster.taskTable.counted(IngestCount.UPLOADED)).as("what it had reached").isEqualTo(1);
        assertThat(cluster.taskTable.counted(Count.FAILED)).isZero();
        assertThat(cluster.outages.current()).as("the worker waits for nothing").isEmpty();
        assertThat(first.fate()).isEqualTo(Fate.ACKED);
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void aJobWhoseStoreWasNeverReachedFails() throws Exception {
        work.set((task, context) -> context.untilBack(FakeStore::refuse));
        cluster.taskTable.waiting = Duration.ofHours(1);

        deliveries.bringToEnd(cluster.task("bad", 1));

        assertThat(cluster.taskTable.failures.get("bad")).isEqualTo(
                "S3: store: connection refused; it was not reached once in 600 s");
    }

    /** A hiccup. */
    @Test
    void aStoreThatIsBackAtOnceIsNotNoticed() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        work.set((task, context) -> context.untilBack(() -> {
            if (asked.incrementAndGet() < 2) {
                FakeStore.refuse();
            }
            return null;
        }));

        deliveries.bringToEnd(cluster.task("job", 1));

        assertThat(cluster.taskTable.counted(IngestCount.UNCHANGED)).isEqualTo(1);
        assertThat(cluster.taskTable.delayed).isEmpty();
    }

    @Test
    void aMessageThatCannotBeReadIsADeadLetter() throws Exception {
        FakeDelivery garbage = FakeDelivery.ofBytes(FakeCluster.QUEUE, "{".getBytes(UTF_8), "garbage");

        assertThat(deliveries.bringToEnd(garbage)).isEmpty();

        assertThat(cluster.messages.buried).containsOnlyKeys("garbage");
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void aTaskThatIsInterruptedForItsJobIsDroppedAndOneOfAJobThatGoesOnGoesBack() {
        FakeDelivery ofStopped = cluster.task("stopped", 1);
        FakeDelivery ofActive = cluster.task("active", 2);
        work.set((task, context) -> {
            if (context.jobId().equals("stopped")) {
                cluster.jobs.states.put("stopped", JobState.STOPPING);
                parts.jobs().note("stopped", JobState.STOPPING);
            }
            throw new InterruptedException("given up");
        });

        assertThatThrownBy(() -> deliveries.bringToEnd(ofStopped)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> deliveries.bringToEnd(ofActive)).isInstanceOf(InterruptedException.class);

        assertThat(ofStopped.fate()).isEqualTo(Fate.ACKED);
        assertThat(ofActive.fate()).isEqualTo(Fate.REQUEUED);
    }

    /** Its worker died after the commit, before it had published them. */
    @Test
    void childrenOfATaskThatIsDoneArePublishedIfNobodyIsKnownToHave() throws Exception {
        FakeDelivery again = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO)
                .below("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        cluster.taskTable.open.clear();
        cluster.taskTable.unpublished.add(new TaskMessage("job", 2, "child", new IngestTask.FinishPass()));

        assertThat(deliveries.bringToEnd(again)).isEmpty();

        assertThat(cluster.messages.published).singleElement().satisfies(child -> {
            assertThat(child.messageId()).isEqualTo("job-2");
            assertThat(child.traceParent().orElseThrow()).as("of the trace of the message")
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
        });
        assertThat(runs).hasValue(0);
    }

    @Test
    void logLinesOfATaskNameItAndThoseAfterItDoNot() throws Exception {
        AtomicReference<String> named = new AtomicReference<>();
        work.set((task, context) -> named.set(MDC.get("task")));

        deliveries.bringToEnd(cluster.task("job", 1));

        assertThat(named).hasValue("job-1");
        assertThat(MDC.get("task")).isNull();
        assertThat(MDC.get("trace_id")).isNull();
    }

    /** Each heartbeat that is asked for costs Redis something: messages that nobody can have begun ask for none. */
    @Test
    void ofAFreshMessageNobodyIsAsked() throws Exception {
        cluster.workers.isAtWork("job", 1);

        assertThat(deliveries.bringToEnd(cluster.task("job", 1))).isEmpty();

        assertThat(runs).hasValue(1);
        assertThat(cluster.workers.asked).hasValue(0);
    }

    @Test
    void whatMayHaveBeenBegunIsNotBegunWhileAnotherWorkerIsAtIt() throws Exception {
        cluster.workers.isAtWork("job", 1);
        cluster.task("job", 1);
        TaskMessage lost = new TaskMessage("job", 1, "nonce", new IngestTask.FinishPass(), true);

        assertThat(deliveries.bringToEnd(FakeDelivery.of(FakeCluster.QUEUE, lost))).as("handed out anew").isPresent();
        assertThat(runs).hasValue(0);
    }

    @Test
    void afterAPauseOldMessagesMayBeAboutAndAreAskedFor() throws Exception {
        cluster.jobs.resumes = 1;
        cluster.workers.isAtWork("job", 1);

        assertThat(deliveries.bringToEnd(cluster.task("job", 1))).isPresent();
        assertThat(runs).hasValue(0);
    }

    /** Its message stands for what is left of it, though it came but once. */
    @Test
    void whatWasLockedIsTakenUpAgainByTheSameMessage() throws Exception {
        AtomicReference<Boolean> mayHaveRun = new AtomicReference<>();
        TaskHandlers locked = new TaskHandlers().with(IngestTask.FinishPass.class, new TaskHandler<>() {
            @Override
            public Outcome handle(IngestTask.FinishPass task, TaskContext context) {
                mayHaveRun.set(context.mayHaveRunBefore());
                return runs.incrementAndGet() == 1
                        ? new Outcome.Locked(WorkerTest.done(IngestCount.UPLOADED), task, "it is locked")
                        : WorkerTest.done(IngestCount.UNCHANGED);
            }

            @Override
            public Outcome failed(IngestTask.FinishPass task, TaskContext context, String error) {
                throw new AssertionError(error);
            }
        });
        Deliveries of = new Deliveries(cluster.parts(locked), new Running(
                Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages, timer, Clock.systemUTC()),
                mishaps);
        FakeDelivery message = cluster.task("job", 1);

        assertThat(of.bringToEnd(message)).contains(Duration.ofSeconds(10));
        assertThat(mayHaveRun).hasValue(false);
        assertThat(of.bringToEnd(message)).isEmpty();

        assertThat(mayHaveRun).hasValue(true);
        assertThat(cluster.taskTable.open).isEmpty();
    }

    @Test
    void aTaskThatTheTableHasInAFormThatNobodyReadsIsADeadLetter() throws Exception {
        FakeDelivery sound = cluster.task("job", 1, new IngestTask.SyncFiles(List.of(), 0));
        cluster.taskTable.open.put("job-1", new TaskMessage("job", 1, "nonce", new EncodedTask("SyncFiles",
                IngestLane.FILE, "{\"type\":\"SyncFiles\",\"lane\":\"file\",\"groups\":7}")));

        assertThat(deliveries.bringToEnd(sound)).isEmpty();

        assertThat(cluster.messages.buried).containsOnlyKeys("job-1");
        assertThat(runs).hasValue(0);
    }

    @Test
    void aScanWaitsWhileVeryMuchIsToBeDone() throws Exception {
        cluster.messages.ready = 1_000_000;
        FakeDelivery scan = cluster.task("job", 1, new IngestTask.ScanDirectories(
                List.of(new Directory(new RawPath("a"), false, 0)), 0));

        assertThat(deliveries.bringToEnd(scan)).contains(ScanThrottle.PAUSE);
        assertThat(scan.fate()).isEqualTo(Fate.OPEN);
    }

    /** Its other messages cost nothing but their acknowledgement, before anybody tells of its end. */
    @Test
    void thatAJobIsOverByItsOwnCommitIsKnownAtOnce() throws Exception {
        cluster.taskTable.after = JobState.COMPLETED;

        deliveries.bringToEnd(cluster.task("job", 1));

        assertThat(parts.jobs().active("job")).isEmpty();
    }

    @Test
    void thatAJobHasFailedHereIsKnownAtOnce() throws Exception {
        work.set((task, context) -> {
            throw new JobFailedException("no use");
        });

        deliveries.bringToEnd(cluster.task("job", 1));

        assertThat(cluster.taskTable.failures).containsEntry("job", "no use");
        assertThat(parts.jobs().active("job")).isEmpty();
    }

    @Test
    void thatAJobHasFailedForAQueueIsKnownAtOnce() throws Exception {
        FakeDelivery again = cluster.task("job", 1).asRedelivered().havingWaited(LONG_AGO);
        cluster.taskTable.open.clear();
        cluster.taskTable.unpublished.add(new TaskMessage("job", 2, "child", new IngestTask.FinishPass()));
        cluster.messages.onPublish = () -> {
            throw new QueueRefusedException("restart", "ACCESS_REFUSED", null);
        };

        deliveries.bringToEnd(again);

        assertThat(cluster.taskTable.failures).containsKey("job");
        assertThat(parts.jobs().active("job")).isEmpty();
    }

    /** A store that nobody reaches. */
    private static final class FakeStore {
        private static Void refuse() throws UnavailableException {
            throw new UnavailableException(Dependency.S3, "store", "store: connection refused",
                    new ConnectException("refused"));
        }
    }
}

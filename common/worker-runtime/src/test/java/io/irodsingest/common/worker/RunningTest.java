package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.state.WorkerRegistry.Activity;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(30)
class RunningTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final TaskMessage TASK = new TaskMessage("job", 1, "nonce", new IngestTask.FinishPass());

    private final Outages outages = new Outages(Clock.systemUTC());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final FakeCluster.NoIrods irods = new FakeCluster.NoIrods();
    private final Running running = new Running(Partial.of(Irods.class, irods), outages, timer,
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now.get();
                }
            });

    @AfterEach
    void end() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    @Test
    void aTaskThatTakesTooLongIsInterruptedAndItsThreadGoesOnUnharmed() {
        running.begin(TASK);
        running.limit(SHORT);

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);

        assertThat(running.endLimit()).as("it was late").isTrue();
        running.end();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anotherThreadsOutageDoesNotSuspendTheTimeOfATask() throws Exception {
        CountDownLatch met = new CountDownLatch(1);
        Future<?> waits = threads.submit(() -> outages.untilBack(() -> {
            met.countDown();
            throw new UnavailableException(Dependency.IRODS, "host: connection refused", null);
        }));
        met.await();
        await().until(() -> !outages.current().isEmpty());
        running.begin(TASK);
        running.limit(SHORT);

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);

        assertThat(running.endLimit()).isTrue();
        running.end();
        waits.cancel(true);
    }

    @Test
    void aTaskThatWaitsForAServerItselfMayTakeLonger() throws Exception {
        AtomicBoolean late = new AtomicBoolean();
        CountDownLatch back = new CountDownLatch(1);
        Future<?> task = threads.submit(() -> {
            running.begin(TASK);
            running.limit(SHORT);
            outages.untilBack(() -> {
                if (back.getCount() > 0) {
                    throw new UnavailableException(Dependency.IRODS, "host: connection refused", null);
                }
                return null;
            });
            late.set(running.endLimit());
            running.end();
            return null;
        });
        await().until(() -> !outages.current().isEmpty());
        // several times the limit
        await().during(SHORT.multipliedBy(8)).until(() -> !task.isDone());
        back.countDown();
        task.get();

        assertThat(late).isFalse();
    }

    @Test
    void aCopyOfATaskIsNotBegun() throws Exception {
        running.begin(TASK);

        assertThat(threads.submit(() -> running.begin(TASK)).get()).isFalse();
        assertThat(running.count()).isEqualTo(1);
    }

    @Test
    void aStopInterruptsTheTasksOfItsJobOnly() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        Future<Boolean> stopped = threads.submit(() -> isInterrupted(TASK, begun));
        Future<Boolean> other = threads
                .submit(() -> isInterrupted(new TaskMessage("other", 1, "nonce", TASK.task()), begun));
        begun.await();
        running.interrupt("job");

        assertThat(stopped.get()).isTrue();
        assertThat(other).isNotDone();
    }

    @Test
    void aTaskThatIsBeingCommittedIsInterruptedAfterwards() throws Exception {
        CountDownLatch inBooks = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Boolean> task = threads.submit(() -> {
            running.begin(TASK);
            running.untilEntered(() -> {
                inBooks.countDown();
                goOn.await();
                return null;
            });
            return Thread.interrupted();
        });
        inBooks.await();
        running.interrupt("job");
        goOn.countDown();

        assertThat(task.get()).isTrue();
    }

    @Test
    void aTaskThatTakesNoNoticeOfItsInterruptIsSeenUntilItEnds() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<?> deaf = threads.submit(() -> {
            running.begin(TASK);
            begun.countDown();
            while (goOn.getCount() > 0) {
                Thread.onSpinWait();
            }
            running.end();
        });
        begun.await();
        running.interrupt("job");
        assertThat(running.hanging()).as("it has just been interrupted").isEmpty();

        now.set(now.get().plus(Duration.ofMinutes(2)));

        assertThat(running.hanging()).singleElement().satisfies(
                hanging -> assertThat(hanging.describe()).contains("task job-1 of type FinishPass", "does not end"));
        running.lookForHanging();
        goOn.countDown();
        deaf.get();
        assertThat(running.hanging()).isEmpty();
    }

    @Test
    void aTaskThatIsDoneInTimeIsNotInterruptedLater() throws Exception {
        running.begin(TASK);
        running.limit(SHORT);

        assertThat(running.endLimit()).as("it was not late").isFalse();

        await().during(SHORT.multipliedBy(4)).until(() -> true);
        assertThat(Thread.interrupted()).isFalse();
        running.end();
    }

    @Test
    void aPartThatIsCommittedGivesTheTaskItsTimeAnew() throws Exception {
        Duration limit = Duration.ofMillis(600);
        running.begin(TASK);
        running.limit(limit);
        await().during(limit.dividedBy(2)).until(() -> true);
        long renewed = System.nanoTime();
        running.renewLimit();

        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - renewed)).isGreaterThanOrEqualTo(limit);
        assertThat(running.endLimit()).isTrue();
        running.end();
    }

    @Test
    void onlyTheInterruptForBeingLateIsTakenBack() throws Exception {
        running.begin(TASK);
        running.limit(NEVER);
        Thread.currentThread().interrupt();
        assertThat(running.endLimit()).isFalse();
        assertThat(Thread.interrupted()).as("its job was stopped").isTrue();

        running.limit(SHORT);
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        assertThat(running.endLimit()).isTrue();
        assertThat(Thread.interrupted()).as("it was late").isFalse();
        running.end();

        running.begin(TASK);
        running.limit(SHORT);
        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);
        running.interruptAll();
        assertThat(running.endLimit()).isTrue();
        assertThat(Thread.interrupted()).as("it was late, and its process ends").isTrue();
    }

    /** It commits what it has reached, after its time. */
    @Test
    void aTaskThatWasLateHasNoMoreTime() {
        running.begin(TASK);
        running.limit(SHORT);
        assertThatThrownBy(() -> new CountDownLatch(1).await()).isInstanceOf(InterruptedException.class);

        running.renewLimit();

        assertThat(running.endLimit()).isTrue();
        running.end();
    }

    /** Its server is away for longer than several limits, and then comes back and is slow. */
    @Test
    void theTimeOfATaskThatWaitedForAServerBeginsAnewWhenItIsBack() throws Exception {
        AtomicBoolean back = new AtomicBoolean();
        Future<Boolean> task = threads.submit(() -> {
            running.begin(TASK);
            running.limit(SHORT);
            outages.untilBack(() -> {
                if (!back.get()) {
                    throw new UnavailableException(Dependency.IRODS, "host: connection refused", null);
                }
                return null;
            });
            try {
                new CountDownLatch(1).await();
                return false;
            } catch (InterruptedException interrupted) {
                return running.endLimit();
            } finally {
                running.end();
            }
        });
        await().until(() -> !outages.current().isEmpty());
        await().during(SHORT.multipliedBy(4)).until(() -> !task.isDone());

        back.set(true);

        assertThat(task.get()).as("it was late").isTrue();
    }

    @Test
    void anInterruptThatCameTooLateHarmsNoOtherTask() {
        running.begin(TASK);
        running.interrupt("job");

        running.end();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(irods.aborted).as("its request was cut").containsExactly(Thread.currentThread());
    }

    @Test
    void theEndOfTheProcessInterruptsEveryTaskAndItsThreadKeepsTheInterrupt() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        Future<Boolean> one = threads.submit(() -> isInterrupted(TASK, begun));
        Future<Boolean> other = threads
                .submit(() -> isInterrupted(new TaskMessage("other", 1, "nonce", TASK.task()), begun));
        begun.await();
        assertThat(running.isEnding()).isFalse();

        running.interruptAll();

        assertThat(one.get()).isTrue();
        assertThat(other.get()).isTrue();
        assertThat(running.isEnding()).isTrue();

        running.begin(TASK);
        Thread.currentThread().interrupt();
        running.endLimit();
        running.end();
        assertThat(Thread.interrupted()).as("it is for the thread").isTrue();
    }

    @Test
    void whatThreadsAreAtIsToldByTheirNames() throws Exception {
        TaskMessage second = new TaskMessage("job", 2, "nonce",
                new IngestTask.DeleteDataObjects("/z/c", List.of("a"), 0));
        Thread.ofPlatform().name("task-2").start(() -> running.begin(TASK)).join();
        Thread.ofPlatform().name("task-1").start(() -> running.begin(second)).join();

        assertThat(running.byJob().get("job")).containsExactlyInAnyOrder(1L, 2L);
        assertThat(running.activities()).containsExactly(
                new Activity("task-1", "job", 2, "DeleteDataObjects", second.task().subject(), now.get()),
                new Activity("task-2", "job", 1, "FinishPass", Optional.empty(), now.get()));
    }

    @Test
    void whatHangsIsInterruptedAgainAndToldOnceInTheLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Running.class);
        logger.addAppender(log);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger interrupts = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> deaf = threads.submit(() -> {
            running.begin(TASK);
            begun.countDown();
            while (goOn.getCount() > 0) {
                if (Thread.interrupted()) {
                    interrupts.incrementAndGet();
                }
            }
            running.end();
        });
        begun.await();
        running.interrupt("job");
        await().until(() -> interrupts.get() == 1);
        now.set(now.get().plus(Duration.ofMinutes(2)));

        running.lookForHanging();
        await().until(() -> interrupts.get() == 2);
        running.lookForHanging();
        await().until(() -> interrupts.get() == 3);

        assertThat(log.list).singleElement().satisfies(event -> assertThat(event.getFormattedMessage())
                .startsWith("task job-1 of type FinishPass").contains("RunningTest"));
        goOn.countDown();
        deaf.get();
        logger.detachAppender(log);
    }

    private boolean isInterrupted(TaskMessage task, CountDownLatch begun) {
        running.begin(task);
        running.limit(NEVER);
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return false;
        } catch (InterruptedException interrupted) {
            return !running.endLimit();
        } finally {
            running.end();
        }
    }
}

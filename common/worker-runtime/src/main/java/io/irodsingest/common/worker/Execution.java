package io.irodsingest.common.worker;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.path.Expressions.EndlessException;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.JobPolicies.UnusableHandlerException;
import io.irodsingest.common.worker.TaskMeters.End;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a task worked on by its handler, and enters in the task table what comes of it. Thread-safe. */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    /** A task that another thread is at is looked at again after this. */
    private static final Duration COPY_PAUSE = Duration.ofSeconds(2);
    private static final Duration LOCKED_PAUSE = Duration.ofSeconds(10);

    private final WorkerParts parts;
    private final Running running;
    private final Probes probes = new Probes(System::nanoTime);

    Execution(WorkerParts parts, Running running) {
        this.parts = parts;
        this.running = running;
    }

    /** @return how long to hold the task's message before it is tried again; empty when the message may be acknowledged */
    Optional<Duration> run(Turn turn) throws InterruptedException {
        Task task = turn.message().task();
        if (!running.begin(turn.message())) {
            return Optional.of(COPY_PAUSE);
        }
        parts.meters().begun(turn.delivery());
        long begun = System.nanoTime();
        End end = End.INTERRUPTED;
        try {
            end = toItsEnd(turn);
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            parts.meters().ended(task, end, time);
            if (parts.uses().tracing().isOn()) {
                parts.uses().tracing().ended(TaskSpans.of(turn, end, time));
            }
            LOG.debug("a task of type {} ended after {} ms: {}", task.type(), time.toMillis(), end);
            running.end();
        }
        return end == End.LOCKED ? Optional.of(LOCKED_PAUSE) : Optional.empty();
    }

    private End toItsEnd(Turn turn) throws InterruptedException {
        ActiveJob job = turn.job();
        TaskRun plain = new TaskRun(parts, running, turn, JobPolicy.specified(job.spec()));
        Optional<SourceWait.Away> away = job.source().away(probes);
        if (away.isPresent()) {
            plain.postpone(away.get());
            return End.POSTPONED;
        }
        try {
            return toItsEnd(turn, new TaskRun(parts, running, turn, job.policy()));
        } catch (UnusableHandlerException unusable) {
            return fail(job, plain, unusable.getMessage());
        } finally {
            probes.end();
        }
    }

    private End toItsEnd(Turn turn, TaskRun run) throws InterruptedException {
        Task task = turn.message().task();
        ActiveJob job = turn.job();
        try {
            return switch (parts.profile().recorded(job.spec(), turn.message(), () -> outcome(task, run))) {
                case Outcome.Done done -> {
                    run.finish(done);
                    if (job.source().reached()) {
                        LOG.info("the source of job {} is back", job.spec().name());
                    }
                    yield run.hasFailures() ? End.FAILED : End.DONE;
                }
                case Outcome.Locked locked -> {
                    LOG.info("a task of type {} waits, for another worker may be at it: {}", task.type(),
                            locked.reason());
                    run.commitPart(locked.part(), locked.remainder());
                    yield End.LOCKED;
                }
                case Outcome.JobFailed failed -> fail(job, run, failed.reason());
            };
        } catch (InterruptedException givenUp) {
            keep(run);
            throw givenUp;
        } catch (PostponedException postponed) {
            SourceWait.Away away = job.source().lost(postponed.getMessage());
            LOG.warn("tasks of job {} wait {} s for {}", job.spec().name(), away.pause().toSeconds(),
                    away.reason());
            run.keepReached();
            run.postpone(away);
            return End.POSTPONED;
        }
    }

    /** What was done of a task that is interrupted is not lost: the worker ends, or the job is stopped. */
    private void keep(TaskRun run) throws InterruptedException {
        try {
            if (running.isEnding()) {
                run.keepReached();
            } else {
                run.leaveReached();
            }
        } catch (RuntimeException notKept) {
            LOG.warn("what an interrupted task had done is not counted: {}", notKept.toString());
        }
    }

    private static End fail(ActiveJob job, TaskRun run, String reason) throws InterruptedException {
        LOG.error("job {} cannot be done: {}", job.spec().name(), reason);
        run.fail(reason);
        return End.JOB_FAILED;
    }

    private <T extends Task> Outcome outcome(T task, TaskRun run) throws InterruptedException {
        TaskHandler<T> handler = parts.handlers().of(task);
        if (handler == null) {
            return new Outcome.JobFailed("this worker has no handler for tasks of type " + task.type()
                    + ": give that kind of worker its queues");
        }
        try {
            return inTime(task, run, handler);
        } catch (HookFailedException failed) {
            return failed(task, run, handler, failed.getMessage());
        } catch (JobFailedException | EndlessException hopeless) {
            return new Outcome.JobFailed(hopeless.getMessage());
        } catch (PostponedException | RedisRefusedException noFaultOfTheTask) {
            throw noFaultOfTheTask;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError defect) {
            LOG.error("a task of type {} failed for a reason that is ours", task.type(), defect);
            return failed(task, run, handler, "internal error: " + defect);
        }
    }

    private <T extends Task> Outcome inTime(T task, TaskRun run, TaskHandler<T> handler)
            throws HookFailedException, InterruptedException {
        Duration most = run.policy().timeout();
        running.limit(most);
        try {
            Outcome outcome = handler.handle(task, run);
            running.endLimit();
            return outcome;
        } catch (InterruptedException interrupted) {
            if (!running.endLimit() || running.isEnding()) {
                throw interrupted;
            }
            LOG.warn("a task of type {} took longer than {} s and was interrupted", task.type(), seconds(most));
            return failed(task, run, handler, "took longer than " + seconds(most) + " s");
        } catch (RuntimeException | Error problem) {
            running.endLimit();
            throw problem;
        }
    }

    private static <T extends Task> Outcome failed(T task, TaskRun run, TaskHandler<T> handler, String error) {
        return run.cutOff(error).orElseGet(() -> handler.failed(rest(task, run), run, error));
    }

    /** A task is of the same type after parts of it were committed. */
    @SuppressWarnings("unchecked")
    private static <T extends Task> T rest(T task, TaskRun run) {
        return (T) task.getClass().cast(run.task());
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}

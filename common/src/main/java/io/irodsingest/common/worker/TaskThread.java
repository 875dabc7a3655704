package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.SpecifiedBehaviour;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.common.trace.Span;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.worker.Behaviours.UnusableHandlerException;
import io.irodsingest.common.worker.TaskMeters.End;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One thread that takes deliveries and brings each to its end. */
final class TaskThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThread.class);

    /** Less than the time after which the sweep takes a task for lost. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private final WorkerParts parts;
    private final Intake intake;
    private final boolean beginnersFirst;
    private final Running running;

    TaskThread(WorkerParts parts, Intake intake, boolean beginnersFirst, Running running) {
        this.parts = parts;
        this.intake = intake;
        this.beginnersFirst = beginnersFirst;
        this.running = running;
    }

    @Override
    public void run() {
        try {
            Delivery delivery = intake.take(beginnersFirst);
            while (delivery != null) {
                deliver(delivery);
                delivery = intake.take(beginnersFirst);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt that meant the task, whose job was stopped, is over with it; one that meant the thread goes on. */
    private void deliver(Delivery delivery) throws InterruptedException {
        Optional<TaskMessage> message = read(delivery);
        if (message.isEmpty()) {
            return;
        }
        MDC.put("task", message.get().id());
        try {
            work(delivery, message.get());
        } catch (InterruptedException interrupted) {
            if (running.isEnding() || parts.jobs().active(message.get().jobId()).isPresent()) {
                delivery.requeue();
            } else {
                delivery.ack();
            }
            if (running.isEnding()) {
                throw interrupted;
            }
        } finally {
            MDC.remove("task");
        }
    }

    private Optional<TaskMessage> read(Delivery delivery) throws InterruptedException {
        try {
            return Optional.of(TaskCodec.decode(delivery.body()));
        } catch (UnreadableTaskException unreadable) {
            LOG.warn("a message of queue {} is put among the dead letters: {}", delivery.queue(),
                    unreadable.getMessage());
            parts.broker().bury(delivery, unreadable.getMessage());
            return Optional.empty();
        }
    }

    private void work(Delivery delivery, TaskMessage delivered) throws InterruptedException {
        Optional<ActiveJob> job = parts.jobs().active(delivered.jobId());
        if (job.isEmpty()) {
            delivery.ack();
            return;
        }
        try (Span span = Span.below(delivery.traceParent().flatMap(TraceParent::parse).orElse(job.get().trace()))) {
            work(delivery, delivered, job.get(), span.asParent());
        }
    }

    private void work(Delivery delivery, TaskMessage delivered, ActiveJob job, TraceParent trace)
            throws InterruptedException {
        if (parts.pressure().keepsBack(delivered.task(), job.spec())) {
            keepBack(delivery);
            return;
        }
        boolean again = delivery.redelivered() || job.wasResumed();
        // what waited long behind long tasks may have been sent once more, and be done
        Optional<TaskMessage> current = again || delivery.waited().compareTo(LONG) > 0
                ? parts.accounting().current(delivered)
                : Optional.of(delivered);
        if (current.isEmpty()) {
            TaskRun.publish(parts, job.spec(), delivered, parts.accounting().unpublished(delivered), trace);
            delivery.ack();
            return;
        }
        boolean isOutdated = !delivery.redelivered() && !current.get().nonce().equals(delivered.nonce());
        if (!isOutdated) {
            parts.meters().begun(delivery);
            execute(job, current.get(), again, trace);
        }
        delivery.ack();
    }

    private void keepBack(Delivery delivery) {
        if (BackPressure.isHeldTooLong(delivery)) {
            delivery.requeue();
        } else {
            intake.hold(delivery, BackPressure.PAUSE);
        }
    }

    private void execute(ActiveJob job, TaskMessage message, boolean again, TraceParent trace)
            throws InterruptedException {
        if (!running.begin(message)) {
            return;
        }
        long begun = System.nanoTime();
        End end = End.INTERRUPTED;
        try {
            end = toItsEnd(job, message, again, trace);
        } finally {
            Duration time = Duration.ofNanos(System.nanoTime() - begun);
            parts.meters().ended(message.task(), end, time);
            LOG.debug("a task of type {} ended after {} ms: {}", message.task().type(), time.toMillis(), end);
            running.end();
        }
    }

    private End toItsEnd(ActiveJob job, TaskMessage message, boolean again, TraceParent trace)
            throws InterruptedException {
        try {
            TaskRun run = new TaskRun(parts, running, job, job.behaviour(), message, again, trace);
            return switch (TaskProfile.recorded(job.spec(), message, () -> outcome(message.task(), run))) {
                case Outcome.Done done -> {
                    run.finish(done);
                    yield run.hasFailures() ? End.FAILED : End.DONE;
                }
                case Outcome.JobFailed failed -> {
                    fail(job, run, failed.reason());
                    yield End.JOB_FAILED;
                }
            };
        } catch (UnusableHandlerException unusable) {
            fail(job, new TaskRun(parts, running, job, new SpecifiedBehaviour(job.spec()), message, again, trace),
                    unusable.getMessage());
            return End.JOB_FAILED;
        }
    }

    private static void fail(ActiveJob job, TaskRun run, String reason) throws InterruptedException {
        LOG.error("job {} cannot be done: {}", job.spec().name(), reason);
        run.fail(reason);
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
        } catch (JobFailedException hopeless) {
            return new Outcome.JobFailed(hopeless.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("a task of type {} failed for a reason that is ours", task.type(), defect);
            return failed(task, run, handler, "internal error: " + defect);
        }
    }

    private <T extends Task> Outcome inTime(T task, TaskRun run, TaskHandler<T> handler)
            throws HookFailedException, InterruptedException {
        Duration most = run.behaviour().timeout();
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
        } catch (RuntimeException defect) {
            running.endLimit();
            throw defect;
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

package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.UnreadableTaskException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One thread that takes deliveries and brings each to its end. */
final class TaskThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskThread.class);

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
        Optional<JobSpec> spec = parts.jobs().active(delivered.jobId());
        if (spec.isEmpty()) {
            delivery.ack();
            return;
        }
        Optional<TaskMessage> current = delivery.redelivered()
                ? parts.accounting().current(delivered)
                : Optional.of(delivered);
        if (current.isEmpty()) {
            TaskRun.publish(parts, spec.get(), delivered, parts.accounting().unpublished(delivered));
            delivery.ack();
            return;
        }
        running.begin(current.get());
        try {
            execute(spec.get(), current.get());
        } finally {
            running.end();
        }
        delivery.ack();
    }

    private void execute(JobSpec spec, TaskMessage message) throws InterruptedException {
        TaskRun run = new TaskRun(parts, spec, message);
        switch (outcome(message.task(), run)) {
            case Outcome.Done done -> run.finish(done);
            case Outcome.JobFailed failed -> {
                LOG.error("job {} cannot be done: {}", spec.name(), failed.reason());
                parts.jobs().note(message.jobId(), JobState.FAILED);
                parts.store().change(message.jobId(), JobState.FAILED, Optional.of(failed.reason()));
            }
        }
    }

    private <T extends Task> Outcome outcome(T task, TaskRun run) throws InterruptedException {
        TaskHandler<T> handler = parts.handlers().of(task);
        if (handler == null) {
            return new Outcome.JobFailed("this worker has no handler for tasks of type " + task.type()
                    + ": give that kind of worker its queues");
        }
        try {
            return handler.handle(task, run);
        } catch (JobFailedException hopeless) {
            return new Outcome.JobFailed(hopeless.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("a task of type {} failed for a reason that is ours", task.type(), defect);
            return handler.failed(task, run, "internal error: " + defect);
        }
    }
}

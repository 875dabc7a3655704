package io.irodsingest.common.worker;

import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.config.Version;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskTypes;
import io.irodsingest.common.task.UnreadableTaskException;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.TracedWork;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finds out what is to be done with a delivery, and does it. Thread-safe. */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** Less than the time after which the sweep takes a task for lost. */
    private static final Duration LONG = Duration.ofSeconds(2);
    /** A task that somebody else is at is looked at again after this. */
    private static final Duration ELSEWHERE_PAUSE = Duration.ofSeconds(2);

    /** Before a task of a type that is not known here is published a second time; each pause that follows is longer. */
    private static final Duration FOREIGN_PAUSE = Duration.ofSeconds(5);
    /**
     * So often a task comes to workers that do not know its type before it is buried. Where half of the workers do not, in the middle of
     * an upgrade, one task in a million comes so often to them, and not one in thirty as after five tries.
     */
    static final int MOST_FOREIGN_TRIES = 20;

    private final WorkerParts parts;
    private final Running running;
    private final Mishaps mishaps;
    private final Execution execution;

    Deliveries(WorkerParts parts, Running running, Mishaps mishaps) {
        this.parts = parts;
        this.running = running;
        this.mishaps = mishaps;
        this.execution = new Execution(parts, running);
    }

    /** @return how long to hold it before it is looked at again; empty when it is settled */
    Optional<Duration> bringToEnd(Delivery delivery) throws InterruptedException {
        Optional<TaskMessage> message = read(delivery);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        MDC.put("task", message.get().id());
        try {
            Optional<Duration> pause = work(delivery, message.get());
            if (pause.isEmpty()) {
                delivery.ack();
            }
            return pause;
        } catch (UnreadableTaskException unreadable) {
            deadLetter(delivery, unreadable);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            if (running.isEnding() || parts.jobs().active(message.get().jobId()).isPresent()) {
                delivery.requeue();
            } else {
                delivery.ack();
            }
            throw interrupted;
        } finally {
            MDC.remove("task");
        }
    }

    private Optional<TaskMessage> read(Delivery delivery) throws InterruptedException {
        try {
            TaskMessage message = TaskCodec.decode(delivery.body());
            // of a type that is not known here, it is kept as it is
            return Optional.of(types().know(message.task()) ? types().decode(message) : message);
        } catch (UnreadableTaskException unreadable) {
            deadLetter(delivery, unreadable);
            return Optional.empty();
        }
    }

    private void deadLetter(Delivery delivery, UnreadableTaskException unreadable) throws InterruptedException {
        LOG.warn("a message of queue {} is put among the dead letters: {}", delivery.queue(),
                unreadable.getMessage());
        parts.uses().broker().deadLetter(delivery, unreadable.getMessage());
    }

    private Optional<Duration> work(Delivery delivery, TaskMessage delivered)
            throws UnreadableTaskException, InterruptedException {
        Optional<ActiveJob> job = parts.jobs().active(delivered.jobId());
        if (job.isEmpty()) {
            if (delivery.redelivered()) {
                parts.uses().accounting().noteBegun(delivered);
            }
            return Optional.empty();
        }
        if (parts.throttle().keepsBack(delivered.task(), job.get().spec())) {
            return Optional.of(ScanThrottle.PAUSE);
        }
        TraceParent parent = delivery.traceParent().flatMap(TraceParent::parse).orElse(job.get().trace());
        try (TracedWork traced = TracedWork.below(parent)) {
            return work(delivery, delivered, job.get(), traced);
        }
    }

    private Optional<Duration> work(Delivery delivery, TaskMessage delivered, ActiveJob job, TracedWork traced)
            throws UnreadableTaskException, InterruptedException {
        boolean cameAgain = delivery.redelivered() || mishaps.wasBegun(delivery);
        boolean mayBeElsewhere = cameAgain || delivered.mayBeBegun() || job.wasResumed();
        Optional<Taken> taken = take(delivery, delivered, cameAgain);
        if (taken.isEmpty()) {
            OpenTask.publish(parts, job.spec(), delivered, parts.uses().accounting().unpublished(delivered),
                    traced.asParent());
            return Optional.empty();
        }
        if (isOutdated(cameAgain, delivered, taken.get().task())) {
            return Optional.empty();
        }
        // a worker of the version before does not say in the table what it begins
        boolean isToldByBeats = mayBeElsewhere || delivery.waited().compareTo(LONG) > 0;
        if (taken.get().other().isPresent()
                || isToldByBeats && (Elsewhere.isUntold(delivery) || parts.elsewhere().isAtWork(delivered))) {
            return Optional.of(ELSEWHERE_PAUSE);
        }
        if (!types().know(delivered.task())) {
            leaveToOthers(delivery, taken.get().task());
            return Optional.empty();
        }
        TaskMessage current = types().decode(taken.get().task());
        boolean again = cameAgain || delivered.mayBeBegun() || current.mayBeBegun();
        Optional<Duration> pause = execution.run(new Turn(delivery, job, current, again,
                mayBeElsewhere && !mishaps.isOverdue(delivery), traced));
        if (pause.isPresent()) {
            mishaps.begun(delivery);
        }
        return pause;
    }

    private Optional<Taken> take(Delivery delivery, TaskMessage delivered, boolean cameAgain)
            throws InterruptedException {
        Optional<Taken> ahead = parts.ahead().take(delivery);
        return ahead.isPresent() && !cameAgain
                ? ahead
                : parts.elsewhere().take(parts.uses().accounting(), delivered, cameAgain);
    }

    /** A newer process may have handed it over, in the middle of an upgrade: a newer worker understands it. */
    private void leaveToOthers(Delivery delivery, TaskMessage task) throws InterruptedException {
        String wanted = "a worker that knows tasks of type " + task.task().type() + ": one of version "
                + Version.CURRENT
                + " at queue " + delivery.queue() + " knows only " + String.join(", ", types().names());
        OptionalInt times = parts.uses().accounting().giveBack(task, FOREIGN_PAUSE, MOST_FOREIGN_TRIES - 1, wanted);
        if (times.isPresent() && times.getAsInt() < MOST_FOREIGN_TRIES) {
            LOG.warn("task {} is left to others, time {} of {}; it wants {}", task.id(), times.getAsInt(),
                    MOST_FOREIGN_TRIES - 1, wanted);
        } else if (times.isPresent()) {
            LOG.error("task {} came {} times to others than {}", task.id(), MOST_FOREIGN_TRIES, wanted);
            mishaps.giveUp(delivery,
                    "it came " + MOST_FOREIGN_TRIES + " times to others than " + wanted);
        }
    }

    private TaskTypes types() {
        return parts.handlers().types();
    }

    /** A message that came again stands for what is left of its task, unless the task was handed out anew by another message. */
    private static boolean isOutdated(boolean cameAgain, TaskMessage delivered, TaskMessage current) {
        return !current.nonce().equals(delivered.nonce())
                && (!cameAgain || current.origin().equals(delivered.origin()));
    }
}

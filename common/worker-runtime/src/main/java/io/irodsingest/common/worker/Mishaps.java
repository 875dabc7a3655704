package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.UnreadableTaskException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of deliveries that could not be worked on for a reason that no handler knows. Each is tried again some times, after
 * growing pauses in which it holds no thread; then it is buried, and its job fails, which could not come to an end without it. What
 * Redis refuses waits until Redis does not. Thread-safe.
 */
final class Mishaps {
    /** Tries of a delivery in a worker. */
    static final int MOST_TRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Mishaps.class);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(2);
    /** More than a worker holds deliveries: those that went elsewhere are forgotten, the oldest first. */
    private static final int MOST_REMEMBERED = 10_000;

    /** More than a worker that is not heard of can hold a lock in iRODS. */
    private static final Duration LONGEST_COPY = Duration.ofHours(1);

    private final Broker broker;
    private final Accounting accounting;
    private final Outages outages;
    private final TaskMeters meters;
    private final Duration firstPause;
    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private final Map<String, Delivery> refused = new HashMap<>();

    /**
     * A delivery that was begun here and came to no end.
     *
     * @param failed how often that was for an unknown reason
     * @param since the first time, by {@link System#nanoTime}
     */
    private record Begun(int failed, long since) {}

    /** @param firstPause before the second try; each that follows is twice as long */
    Mishaps(Broker broker, Accounting accounting, Outages outages, TaskMeters meters, Duration firstPause) {
        this.broker = broker;
        this.accounting = accounting;
        this.outages = outages;
        this.meters = meters;
        this.firstPause = firstPause;
    }

    /** Whether a delivery was begun in this worker before, and came to no end. */
    synchronized boolean wasBegun(Delivery delivery) {
        return begun.containsKey(key(delivery));
    }

    /** Whether that was so long ago that no other worker can be at its task any more. */
    synchronized boolean isOverdue(Delivery delivery) {
        Begun known = begun.get(key(delivery));
        return known != null && System.nanoTime() - known.since() > LONGEST_COPY.toNanos();
    }

    /** A delivery was begun and is to be tried again, which is nobody's fault. */
    synchronized void begun(Delivery delivery) {
        remember(delivery, 0);
    }

    /** A delivery was worked on, or is somebody else's. */
    synchronized void over(Delivery delivery) {
        if (!begun.isEmpty()) {
            begun.remove(key(delivery));
        }
        if (refused.remove(key(delivery)) != null) {
            refused.values().removeIf(Delivery::isStale);
            if (refused.isEmpty()) {
                outages.over(Dependency.REDIS, this);
            }
        }
    }

    /**
     * A delivery could not be worked on.
     *
     * @return how long to hold it before it is tried again; empty when it was buried
     */
    Optional<Duration> note(Delivery delivery, Throwable problem) throws InterruptedException {
        if (problem instanceof RedisRefusedException) {
            synchronized (this) {
                remember(delivery, 0);
                refused.put(key(delivery), delivery);
            }
            outages.begun(Dependency.REDIS, this, problem.getMessage());
            return Optional.of(REFUSED_PAUSE);
        }
        if (problem instanceof UnreadableRecordException) {
            // a newer process can do it
            begun(delivery);
            LOG.debug("message {} is left to others: {}", delivery.messageId().orElse("?"), problem.getMessage());
            return Optional.of(REFUSED_PAUSE);
        }
        meters.mishap();
        int times = remember(delivery, 1);
        LOG.error("message {} of queue {} could not be worked on, try {} of {}: {}", delivery.messageId().orElse("?"),
                delivery.queue(), times, MOST_TRIES, problem.toString(), times == 1 ? problem : null);
        if (times < MOST_TRIES) {
            return Optional.of(firstPause.multipliedBy(1L << (times - 1)));
        }
        giveUp(delivery, "it could not be worked on in " + MOST_TRIES + " tries: " + problem);
        over(delivery);
        return Optional.empty();
    }

    private synchronized int remember(Delivery delivery, int failed) {
        if (begun.size() >= MOST_REMEMBERED) {
            begun.remove(begun.keySet().iterator().next());
        }
        return begun.merge(key(delivery), new Begun(failed, System.nanoTime()),
                (before, now) -> new Begun(before.failed() + failed, before.since())).failed();
    }

    /** Buries a delivery, and fails its job, which cannot come to an end without it. @param reason one line that says why */
    void giveUp(Delivery delivery, String reason) throws InterruptedException {
        try {
            failJob(delivery, reason);
        } catch (RuntimeException alsoFailed) {
            LOG.error("the job of message {} cannot be told that it failed", delivery.messageId().orElse("?"),
                    alsoFailed);
        }
        broker.deadLetter(delivery, reason);
    }

    private void failJob(Delivery delivery, String reason) throws InterruptedException {
        TaskMessage message;
        try {
            message = TaskCodec.decode(delivery.body());
        } catch (UnreadableTaskException nobodys) {
            LOG.debug("no job is known of a message that is buried: {}", nobodys.getMessage());
            return;
        }
        Optional<TaskMessage> current = accounting.current(message);
        if (current.isPresent()) {
            accounting.fail(current.get(), "task " + message.number() + " of type " + message.task().type() + ": "
                    + reason + "; its message is among the dead letters");
        }
    }

    private static String key(Delivery delivery) {
        return delivery.messageId().orElseGet(() -> delivery.queue() + ' ' + System.identityHashCode(delivery));
    }
}

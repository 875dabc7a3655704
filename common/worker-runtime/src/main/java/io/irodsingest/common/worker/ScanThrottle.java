package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.task.Task;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps scans back while the queue of what they find is deep: brokers suffer from very long queues. Each worker asks for the depth
 * of a queue ten times a second at most. Thread-safe.
 */
final class ScanThrottle {
    /** A scan that is kept back is looked at again after this. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ScanThrottle.class);
    private static final Duration KNOWN_FOR = Duration.ofMillis(100);

    private final Broker broker;
    private final TaskHandlers handlers;
    private final long deep;
    private final Map<String, Depth> depths = new ConcurrentHashMap<>();

    /** @param askedAt by {@link System#nanoTime} */
    private record Depth(long ready, long askedAt, boolean deep) {}

    /**
     * @param handlers say which tasks find work for which lane
     * @param deep messages that may wait in a queue before scans do
     */
    ScanThrottle(Broker broker, TaskHandlers handlers, long deep) {
        this.broker = broker;
        this.handlers = handlers;
        this.deep = deep;
    }

    /** Whether a task is to wait until there is less to do. */
    boolean keepsBack(Task task, JobSpec spec) throws InterruptedException {
        Optional<Lane> fed = handlers.feeds(task);
        return fed.isPresent() && isDeep(spec.queue(fed.get()));
    }

    private boolean isDeep(String queue) throws InterruptedException {
        Depth known = depths.get(queue);
        if (known == null || System.nanoTime() - known.askedAt() > KNOWN_FOR.toNanos()) {
            Depth now = ask(queue);
            if (now.deep() && (known == null || !known.deep())) {
                LOG.info("scans wait: {} messages are in queue {}", now.ready(), queue);
            }
            depths.put(queue, now);
            return now.deep();
        }
        return known.deep();
    }

    private Depth ask(String queue) throws InterruptedException {
        try {
            long ready = broker.depth(queue).ready();
            return new Depth(ready, System.nanoTime(), ready > deep);
        } catch (UnavailableException away) {
            // whatever comes of the scan waits for the broker anyway
            return new Depth(0, System.nanoTime(), false);
        }
    }
}

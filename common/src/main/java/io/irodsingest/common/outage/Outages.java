package io.irodsingest.common.outage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outages that this process is waiting for, each of one server: where a kind has several, the outage of one is not that of
 * another. One line is logged when one begins and one when it is over, however many
 * threads wait. Thread-safe.
 */
public final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** One that is going on. */
    public record Outage(Dependency dependency, Instant since, String reason) {
        /** Like {@code iRODS since 2026-11-22T13:00:00Z: connection refused}. */
        public String describe() {
            return dependency.label() + " since " + since + ": " + reason;
        }
    }

    /** Something that needs a server, and may fail for reasons of its own. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T run() throws UnavailableException, InterruptedException, E;
    }

    /** @param address empty for a dependency of which a process has one */
    private record Server(Dependency dependency, String address) {
        private static Server of(UnavailableException away) {
            return new Server(away.dependency(), away.address());
        }
    }

    private final Clock clock;
    private final Map<Server, Outage> current = new LinkedHashMap<>();
    private final Map<Server, Integer> waiters = new HashMap<>();
    /** In how many calls, one within the other, a thread waits. */
    private final Map<Thread, Integer> waiting = new ConcurrentHashMap<>();

    public Outages(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs an attempt until the server is there for it, with growing pauses. The attempt must bear being run again.
     *
     * @throws InterruptedException when the thread is to end
     */
    public <T, E extends Exception> T untilBack(Attempt<T, E> attempt) throws InterruptedException, E {
        Duration pause = FIRST_PAUSE;
        Server waitedFor = null;
        try {
            while (true) {
                try {
                    T result = attempt.run();
                    if (waitedFor != null) {
                        over(waitedFor);
                    }
                    return result;
                } catch (UnavailableException away) {
                    // a connection that was cut in order to end this thread is no outage
                    if (Thread.interrupted()) {
                        throw new InterruptedException(away.getMessage());
                    }
                    if (waitedFor == null) {
                        waiting.merge(Thread.currentThread(), 1, Integer::sum);
                    }
                    waitedFor = wait(waitedFor, away);
                }
                Thread.sleep(pause.toMillis() / 2 + ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } finally {
            if (waitedFor != null) {
                waiting.computeIfPresent(Thread.currentThread(), (thread, calls) -> calls == 1 ? null : calls - 1);
            }
            leave(waitedFor);
        }
    }

    private Server wait(Server waitedFor, UnavailableException away) {
        Server server = Server.of(away);
        if (!server.equals(waitedFor)) {
            leave(waitedFor);
            synchronized (current) {
                waiters.merge(server, 1, Integer::sum);
            }
        }
        begun(server, away.getMessage());
        return server;
    }

    /** The last one that waits takes the outage away: nobody would learn of its end. */
    private void leave(Server waitedFor) {
        if (waitedFor == null) {
            return;
        }
        synchronized (current) {
            if (waiters.merge(waitedFor, -1, Integer::sum) == 0) {
                waiters.remove(waitedFor);
                current.remove(waitedFor);
            }
        }
    }

    /** Whether a thread is in {@link #untilBack} and met an outage there that is not over for it. */
    public boolean isWaiting(Thread thread) {
        return waiting.containsKey(thread);
    }

    /** Notes that a server is away; for those that learn it from a listener. */
    public void begun(Dependency dependency, String reason) {
        begun(new Server(dependency, ""), reason);
    }

    private void begun(Server server, String reason) {
        Dependency dependency = server.dependency();
        synchronized (current) {
            if (current.putIfAbsent(server, new Outage(dependency, clock.instant(), reason)) != null) {
                return;
            }
        }
        LOG.warn("waiting for {}: {}", dependency.label(), reason);
    }

    /** Notes that a server answers again; without effect when it was not away. */
    public void over(Dependency dependency) {
        over(new Server(dependency, ""));
    }

    private void over(Server server) {
        Outage ended;
        synchronized (current) {
            ended = current.remove(server);
        }
        if (ended != null) {
            LOG.info("{} is back after {} s", ended.dependency().label(),
                    Duration.between(ended.since(), clock.instant()).toSeconds());
        }
    }

    public List<Outage> current() {
        synchronized (current) {
            return List.copyOf(current.values());
        }
    }
}

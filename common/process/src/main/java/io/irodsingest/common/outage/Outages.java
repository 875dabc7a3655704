package io.irodsingest.common.outage;

import io.irodsingest.common.outage.CurrentOutages.Server;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The outages that this process is waiting for, each of one server: where a kind has several, the outage of one is not that of
 * another. It lasts until what could not be done works again, for all who wait for it. One line is logged when one begins and one
 * when it is over, however many threads wait. Thread-safe.
 */
public final class Outages {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * One that is going on.
     *
     * @param address what it is of, where a dependency has several: a store, or a queue of the broker; empty for all of it
     */
    public record Outage(Dependency dependency, String address, Instant since, String reason) {
        /** Like {@code iRODS since 2026-11-22T13:00:00Z: connection refused}. */
        public String describe() {
            return dependency.label() + " since " + since.truncatedTo(ChronoUnit.SECONDS) + ": " + reason;
        }
    }

    /** Something that needs a server, and may fail for reasons of its own. */
    @FunctionalInterface
    public interface Attempt<T, E extends Exception> {
        T run() throws UnavailableException, InterruptedException, E;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final CurrentOutages current;
    /** How often something worked that somebody had waited for. */
    private long ends;
    /** In how many calls, one within the other, a thread waits. */
    private final Map<Thread, Integer> waiting = new ConcurrentHashMap<>();

    public Outages(Clock clock) {
        this.current = new CurrentOutages(clock);
    }

    /**
     * Runs an attempt until the server is there for it, with growing pauses. The attempt must bear being run again.
     *
     * @throws InterruptedException when the thread is to end
     */
    public <T, E extends Exception> T untilBack(Attempt<T, E> attempt) throws InterruptedException, E {
        Object self = new Object();
        Duration pause = FIRST_PAUSE;
        Server waitedFor = null;
        try {
            while (true) {
                long seen = locked(() -> ends);
                try {
                    T result = attempt.run();
                    if (waitedFor != null) {
                        works(waitedFor, self);
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
                    waitedFor = waits(waitedFor, self, away);
                }
                pause(seen, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } finally {
            if (waitedFor != null) {
                waiting.computeIfPresent(Thread.currentThread(), (thread, calls) -> calls == 1 ? null : calls - 1);
                leaves(waitedFor, self);
            }
        }
    }

    private Server waits(Server before, Object self, UnavailableException away) {
        Server server = Server.of(away);
        return locked(() -> {
            if (before != null && !before.equals(server)) {
                current.leaves(before, self);
            }
            current.waits(server, self, away.getMessage(), away.isRefusal());
            return server;
        });
    }

    private void works(Server server, Object who) {
        locked(() -> {
            current.works(server, who);
            ends++;
            ended.signalAll();
            return null;
        });
    }

    private void leaves(Server server, Object who) {
        locked(() -> {
            current.leaves(server, who);
            return null;
        });
    }

    /** Not longer when something works again meanwhile: perhaps this does, too. */
    private void pause(long seen, Duration most) throws InterruptedException {
        long nanos = most.toNanos() / 2 + ThreadLocalRandom.current().nextLong(most.toNanos() / 2 + 1);
        lock.lockInterruptibly();
        try {
            while (ends == seen && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
        if (nanos > 0) {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(FIRST_PAUSE.toMillis()) + 1);
        }
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a thread is in {@link #untilBack} and met an outage there that is not over for it. */
    public boolean isWaiting(Thread thread) {
        return waiting.containsKey(thread);
    }

    /**
     * Notes that a server that is there refuses something; for those that do not wait in {@link #untilBack}.
     *
     * @param who learned it, told from others by equality: it alone can say that it is over
     */
    public void begun(Dependency dependency, Object who, String reason) {
        locked(() -> {
            current.waits(new Server(dependency, ""), who, reason, true);
            return null;
        });
    }

    /** Notes that a server does again what it refused; without effect when it did not. */
    public void over(Dependency dependency, Object who) {
        works(new Server(dependency, ""), who);
    }

    public List<Outage> current() {
        return locked(current::list);
    }
}

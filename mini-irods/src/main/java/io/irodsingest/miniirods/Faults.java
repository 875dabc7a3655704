package io.irodsingest.miniirods;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a test makes go wrong. Planned faults of one API number happen in the order they were planned in, one a
 * request. Thread-safe.
 */
public final class Faults {
    private static final Planned NONE = new Planned(0, false, false, false, Duration.ZERO, Integer.MAX_VALUE);
    private static final int EXTRACTION = 665;

    private final Map<Integer, Deque<Series>> planned = new ConcurrentHashMap<>();
    private final Set<String> deadly = ConcurrentHashMap.newKeySet();
    private final Runnable cutAll;
    private volatile boolean refusing;
    private volatile boolean full;
    private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

    Faults(Runnable cutAll) {
        this.cutAll = cutAll;
    }

    /** Whether a connection is cut before the request is done or after it, in both cases before the reply. */
    public enum Moment {
        BEFORE_EXECUTION, AFTER_EXECUTION
    }

    /**
     * What happens to one request.
     *
     * @param undone whether it is not done, and answered with the status
     * @param files how many files of a bundle it comes to
     */
    public record Planned(int status, boolean undone, boolean dropBefore, boolean dropAfter, Duration delay,
            int files) {}

    /** The same fault some times over. */
    private static final class Series {
        private final Planned fault;
        private int left;

        Series(Planned fault, int times) {
            this.fault = fault;
            this.left = times;
        }
    }

    /** The next requests of an API are not done and answered with a status, which is negative. */
    public void failNext(int api, int status, int times) {
        plan(api, new Planned(status, true, false, false, Duration.ZERO, Integer.MAX_VALUE), times);
    }

    /**
     * The next requests of an API are not done, and answered as if they were. So does a real server that loses a race over the
     * parents of a collection which it is to make.
     */
    public void pretend(int api, int times) {
        failNext(api, 0, times);
    }

    /** Each request, of any API, whose message has this text in it ends its connection and is not done. */
    public void cutOn(String text) {
        deadly.add(text);
    }

    /** Whether the connection of a request has to end. */
    public boolean isDeadly(byte[] message) {
        return !deadly.isEmpty() && deadly.stream().anyMatch(new String(message, StandardCharsets.UTF_8)::contains);
    }

    /** The next requests of an API are done after a while only. */
    public void delay(int api, Duration delay, int times) {
        plan(api, new Planned(0, false, false, false, delay, Integer.MAX_VALUE), times);
    }

    /** The next requests of an API end their connection without a reply. */
    public void dropConnectionOn(int api, Moment moment, int times) {
        plan(api,
                new Planned(0, false, moment == Moment.BEFORE_EXECUTION, moment == Moment.AFTER_EXECUTION,
                        Duration.ZERO, Integer.MAX_VALUE),
                times);
    }

    /**
     * In the next extractions of bundles the server's process dies when it has come to so many files: what it has told the catalog
     * is there, and the rest lies about in the vault.
     */
    public void dieInExtraction(int files, int times) {
        plan(EXTRACTION, new Planned(0, false, false, true, Duration.ZERO, files), times);
    }

    /** Ends all open connections; new ones are accepted. */
    public void cutAllConnections() {
        cutAll.run();
    }

    /** While true, new connections are closed as soon as they are accepted. */
    public void refuseConnections(boolean refuse) {
        refusing = refuse;
    }

    /** While true, whatever would make a vault grow fails as on a full disk. */
    public void fillVaults(boolean isFull) {
        full = isFull;
    }

    /** The vaults take so many bytes more; then they are full, until the faults are cleared. */
    public void fillVaultsAfter(long bytes) {
        room.set(bytes);
    }

    /** Whether the vaults have no room for so many bytes more; those that they have room for count as taken. */
    public boolean vaultsRefuse(long bytes) {
        if (full) {
            return true;
        }
        long before = room.getAndUpdate(left -> left == Long.MAX_VALUE || left < bytes ? left : left - bytes);
        return before < bytes;
    }

    /** Forgets what is planned, accepts connections and lets vaults grow. */
    public void clear() {
        planned.clear();
        deadly.clear();
        refusing = false;
        full = false;
        room.set(Long.MAX_VALUE);
    }

    public boolean refusesConnections() {
        return refusing;
    }

    /** Takes what is planned for the next request of an API, and waits when that is a delay. */
    public Planned next(int api) {
        if (planned.isEmpty()) {
            return NONE;
        }
        Deque<Series> faults = planned.get(api);
        Planned next = faults == null ? null : poll(faults);
        if (next == null) {
            return NONE;
        }
        if (!next.delay().isZero()) {
            try {
                Thread.sleep(next.delay());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return next;
    }

    private static Planned poll(Deque<Series> faults) {
        synchronized (faults) {
            Series series = faults.peek();
            if (series == null) {
                return null;
            }
            if (--series.left == 0) {
                faults.remove();
            }
            return series.fault;
        }
    }

    private void plan(int api, Planned fault, int times) {
        Deque<Series> faults = planned.computeIfAbsent(api, number -> new ArrayDeque<>());
        synchronized (faults) {
            faults.add(new Series(fault, times));
        }
    }
}

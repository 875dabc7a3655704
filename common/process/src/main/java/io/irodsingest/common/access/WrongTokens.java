package io.irodsingest.common.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Slows down who shows wrong tokens: after some of them from one address each answer takes longer than the one before. A right
 * token is never slowed, wherever it comes from. Thread-safe.
 */
public final class WrongTokens {
    /** So many are a mistake. */
    private static final int FREE = 20;
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofSeconds(2);
    /** After so long without a wrong token an address begins anew. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;
    /** So many answers wait at a time, and no more. */
    public static final int MOST_WAITING = 64;

    private final LongSupplier nanos;
    private final Semaphore places = new Semaphore(MOST_WAITING);
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > ADDRESSES;
        }
    };

    private record Seen(int times, long lastAt) {}

    public WrongTokens() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    WrongTokens(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Notes a wrong token. @return how long its answer is to wait */
    synchronized Duration note(String address) {
        long now = nanos.getAsLong();
        Seen before = seen.get(address);
        boolean anew = before == null || now - before.lastAt > FORGOTTEN_AFTER.toNanos();
        int times = anew ? 1 : Math.addExact(before.times, 1);
        seen.put(address, new Seen(Math.min(times, Integer.MAX_VALUE - 1), now));
        Duration pause = STEP.multipliedBy(Math.max(0, times - FREE));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }

    /**
     * Notes a wrong token, and waits for as long as its answer is to wait.
     *
     * @return false at once when {@link #MOST_WAITING} wait already: then the sender is to be told that these are too many
     */
    public boolean slow(String address) throws InterruptedException {
        Duration pause = note(address);
        if (pause.isZero()) {
            return true;
        }
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } finally {
            places.release();
        }
    }
}

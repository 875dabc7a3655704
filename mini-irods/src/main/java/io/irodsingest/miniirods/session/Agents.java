package io.irodsingest.miniirods.session;

import io.irodsingest.miniirods.Prices;
import java.util.Arrays;

/**
 * Says until when requests keep the server busy that have a price, as if so many agents worked on them one after the other. Time that
 * this machine is late by is no agent's time: it makes nothing dearer. Thread-safe.
 */
public final class Agents {
    private static final int MOST = 1024;

    private final Prices prices;
    /** When each agent is free, in nanoseconds of the system's timer. */
    private final long[] freeAt;

    public Agents(Prices prices) {
        this.prices = prices;
        this.freeAt = new long[Math.min(prices.agents(), MOST)];
        Arrays.fill(freeAt, System.nanoTime());
    }

    boolean arePaid() {
        return !prices.equals(Prices.NONE);
    }

    /**
     * Gives a request to the agent that is free first.
     *
     * @param files that it was about, if it was about several
     * @param came when it came, in nanoseconds of the system's timer
     * @return when it is over
     */
    long busyUntil(int api, int files, long came) {
        long price = prices.of(api, files).toNanos();
        synchronized (freeAt) {
            int first = 0;
            for (int agent = 1; agent < freeAt.length; agent++) {
                if (freeAt[agent] - freeAt[first] < 0) {
                    first = agent;
                }
            }
            long begun = freeAt[first] - came < 0 ? came : freeAt[first];
            freeAt[first] = begun + price;
            return freeAt[first];
        }
    }
}

package io.irodsingest.miniirods.session;

import java.time.Duration;

/** The requests of one connection, each of which takes as long as its price says. For one thread. */
final class Bill {
    private final Agents agents;
    private long lastEnd = System.nanoTime();
    private boolean waiting;

    Bill(Agents agents) {
        this.agents = agents;
    }

    /**
     * Waits until a request that has been done would be over.
     *
     * @param came when its work began, in nanoseconds of the system's timer
     */
    void pay(int api, int files, long came) {
        if (agents.arePaid()) {
            lastEnd = agents.busyUntil(api, files, waiting ? lastEnd : came);
            try {
                long rest = lastEnd - System.nanoTime();
                if (rest > 0) {
                    Thread.sleep(Duration.ofNanos(rest));
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @param isThere whether the next request was there before the last one was answered */
    void next(boolean isThere) {
        waiting = isThere;
    }
}

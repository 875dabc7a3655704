package io.irodsingest.miniirods.session;

import io.irodsingest.miniirods.Prices;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.SessionState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Works on as many requests at a time as there are agents, and on each for as long as its price says. Thread-safe. */
public final class Agents {
    private final Prices prices;
    private final Semaphore free;

    /** A request that is worked on. */
    @FunctionalInterface
    interface Work {
        Reply done() throws SQLException;
    }

    public Agents(Prices prices) {
        this.prices = prices;
        this.free = new Semaphore(prices.agents(), true);
    }

    /** Works on a request. */
    Reply work(SessionState session, int api, Work work) throws SQLException {
        if (prices.equals(Prices.NONE)) {
            return work.done();
        }
        free.acquireUninterruptibly();
        try {
            long begun = System.nanoTime();
            Reply reply = work.done();
            pause(prices.of(api, session.takeHandled()).minusNanos(System.nanoTime() - begun));
            return reply;
        } finally {
            free.release();
        }
    }

    /** Takes as long as a new connection does. */
    void connect() {
        if (!prices.equals(Prices.NONE)) {
            free.acquireUninterruptibly();
            try {
                pause(prices.of(Prices.CONNECT, 0));
            } finally {
                free.release();
            }
        }
    }

    private static void pause(Duration rest) {
        try {
            if (rest.isPositive()) {
                Thread.sleep(rest);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

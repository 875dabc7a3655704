package io.irodsingest.common.worker;

import io.irodsingest.common.outage.Outages.Attempt;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;

/**
 * Tries for a short time again what needs a server that only one job needs: a hiccup of it costs nothing, and a longer absence does not
 * keep the thread from the tasks of others. Belongs to one thread.
 */
final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final Duration most;

    Patience(Duration most) {
        this.most = most;
    }

    /**
     * @throws UnavailableException when a server is away that all jobs need: all work waits for it
     * @throws PostponedException when a server is away that only this job needs
     */
    <T, E extends Exception> T run(Attempt<T, E> attempt) throws UnavailableException, InterruptedException, E {
        long begun = 0;
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return attempt.run();
            } catch (UnavailableException away) {
                if (!away.dependency().isOfJob()) {
                    throw away;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException(away.getMessage());
                }
                long now = System.nanoTime();
                begun = begun == 0 ? now : begun;
                if (now - begun + pause.toNanos() > most.toNanos()) {
                    throw new PostponedException(away.dependency().label() + ": " + away.getMessage(), away);
                }
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }
}

package io.irodsingest.orchestrator;

import io.irodsingest.common.state.RedisRefusedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Things done again and again, each on its own thread, so that one that waits or fails keeps back no other. */
final class Loops implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** One round. */
    @FunctionalInterface
    interface Round {
        void run() throws InterruptedException;
    }

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** The pause lies between the end of a round and the begin of the next. */
    void every(Duration pause, String name, Round round) {
        threads.add(Thread.ofVirtual().name(name).start(() -> repeat(pause, name, round)));
    }

    private static void repeat(Duration pause, String name, Round round) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                runOnce(name, round);
                Thread.sleep(pause);
            }
        } catch (InterruptedException ending) {
            LOG.debug("{} ended", name);
        }
    }

    private static void runOnce(String name, Round round) throws InterruptedException {
        try {
            round.run();
        } catch (RedisRefusedException refused) {
            // the monitor tells of it, once
            LOG.debug("could not {}: {}", name, refused.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("could not {}; trying again", name, failed);
        }
    }

    /** Interrupts the rounds and waits until they have ended, a few seconds at most. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join(LONGEST_CLOSE);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

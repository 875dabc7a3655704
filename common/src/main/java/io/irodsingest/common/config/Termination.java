package io.irodsingest.common.config;

import java.util.concurrent.CountDownLatch;

/** The end of a process by a signal: what runs is closed, and the exit code is 0, for it is what was asked for. */
public final class Termination {
    private final CountDownLatch asked = new CountDownLatch(1);

    private Termination() {}

    /**
     * From now on SIGTERM and SIGINT close what is given and end the process with 0.
     *
     * @param close bounds its time itself
     */
    public static Termination closing(Runnable close) {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close.run();
            } finally {
                termination.asked.countDown();
                Runtime.getRuntime().halt(0);
            }
        }, "shutdown"));
        return termination;
    }

    /** Waits until a signal comes; what a {@code main} does when everything runs. */
    public void await() throws InterruptedException {
        asked.await();
    }
}

package io.irodsingest.common.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process by a signal: what runs is closed, and the exit code is 0, for it is what was asked for. It may come
 * while the process is still waiting for a server. What ends by itself says so by {@link #exit}. Thread-safe.
 */
public final class Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    /** Of this process; a signal leaves it as it is. */
    private static volatile int exitCode;

    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean begun;

    private Termination() {}

    /** From now on SIGTERM and SIGINT close what is there and end the process with 0. */
    public static Termination bySignals() {
        Termination termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Thread(termination::end, "shutdown"));
        return termination;
    }

    /** Ends this process without a signal: what is there is closed too, and the exit code is its own. Never returns. */
    public static void exit(int code) {
        exitCode = code;
        System.exit(code);
    }

    /**
     * Has something closed at the end, before what was given earlier. When the end has begun it is closed at once, and this
     * does not return: nothing more is to be started.
     *
     * @param close bounds its time itself
     */
    public void closes(Runnable close) throws InterruptedException {
        synchronized (closings) {
            if (!begun) {
                closings.push(close);
                return;
            }
        }
        close.run();
        await();
    }

    /** Waits until a signal comes; what a {@code main} does when everything runs. */
    public void await() throws InterruptedException {
        over.await();
    }

    private void end() {
        try {
            synchronized (closings) {
                begun = true;
            }
            closings.forEach(Termination::run);
        } finally {
            over.countDown();
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static void run(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException defect) {
            LOG.error("not all could be closed", defect);
        }
    }
}

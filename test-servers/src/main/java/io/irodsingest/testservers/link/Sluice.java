package io.irodsingest.testservers.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** What holds up the bytes of a {@link FaultyLink}. Thread-safe; its lock lets virtual threads wait without a carrier. */
final class Sluice {
    private final Lock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean held;
    private volatile Duration delay = Duration.ZERO;

    void hold(boolean isHeld) {
        lock.lock();
        try {
            held = isHeld;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void slow(Duration time) {
        delay = time;
    }

    /** Returns when a piece may pass. */
    void pass() throws IOException {
        try {
            Duration now = delay;
            if (!now.isZero()) {
                Thread.sleep(now);
            }
            lock.lock();
            try {
                while (held) {
                    opened.await();
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while bytes were held up");
        }
    }
}

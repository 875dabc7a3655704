package io.irodsingest.testservers.link;

import java.time.Duration;

/** When requests are refused as too many. Thread-safe. */
final class SlowDown {
    private boolean limited;
    private long end;
    private int left;

    synchronized void during(Duration time) {
        limited = true;
        end = System.nanoTime() + time.toNanos();
    }

    synchronized void next(int requests) {
        left = requests;
    }

    synchronized boolean refuses() {
        if (left > 0) {
            left--;
            return true;
        }
        limited = limited && System.nanoTime() - end < 0;
        return limited;
    }
}

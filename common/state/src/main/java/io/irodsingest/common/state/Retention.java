package io.irodsingest.common.state;

import java.time.Duration;

/**
 * How long and how much is kept.
 *
 * @param endedJobs how long the record of an ended job is kept, with its failures, and that of an ended schedule
 * @param failures how many failures are kept of a job; all are counted
 */
public record Retention(Duration endedJobs, int failures) {
    public static final Retention DEFAULT = new Retention(Duration.ofDays(7), 100_000);

    public Retention {
        if (!endedJobs.isPositive() || failures < 0) {
            throw new IllegalArgumentException("nothing can be kept for " + endedJobs + ", nor " + failures
                    + " failures");
        }
    }
}

package io.irodsingest.common.job;

import java.time.Duration;

/**
 * How failures of entries and of tasks are met.
 *
 * @param most how often an entry that failed is tried again; 0 for never
 * @param delay the pause before each new try
 * @param timeout a task that takes longer is interrupted and counts as failed
 */
public record RetryPolicy(int most, Duration delay, Duration timeout) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(0, Duration.ZERO, Duration.ofHours(1));

    /** @throws InvalidJobException when a value makes no sense */
    public RetryPolicy {
        if (most < 0) {
            throw new InvalidJobException("the number of retries must not be negative, as " + most + " is");
        }
        if (delay.isNegative()) {
            throw new InvalidJobException("the delay of retries must not be negative");
        }
        if (!timeout.isPositive()) {
            throw new InvalidJobException("the timeout of tasks must be positive");
        }
    }
}

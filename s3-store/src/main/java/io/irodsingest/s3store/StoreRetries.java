package io.irodsingest.s3store;

import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * How often a request is tried. A store that asks to slow down (503 or 429) is given 30 s at least, with pauses that double
 * from half a second to 8 s, half of each by chance. Other faults of the way (no connection, cut connections, 500, 502, 504)
 * are tried as often, with pauses from 100 ms to 2 s, so that a store that is away is known to be so after 7 to 17 s and what
 * each connecting takes.
 * <p>
 * The quota of retries that Amazon's client has by default is off: one slow store would use it up for all threads at once,
 * and each would then fail at its first fault.
 */
public final class StoreRetries {
    public static final int TRIES = 13;

    private static final int SLOW_DOWN = 503;
    private static final BackoffStrategy WHEN_THROTTLED = BackoffStrategy
            .exponentialDelayHalfJitter(Duration.ofMillis(500), Duration.ofSeconds(8));
    private static final BackoffStrategy OTHERWISE = BackoffStrategy.exponentialDelayHalfJitter(Duration.ofMillis(100),
            Duration.ofSeconds(2));

    private StoreRetries() {}

    public static StandardRetryStrategy strategy() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(TRIES).circuitBreakerEnabled(false)
                .throttlingBackoffStrategy(WHEN_THROTTLED).backoffStrategy(OTHERWISE)
                .treatAsThrottling(StoreRetries::isThrottling).build();
    }

    /** An answer to HEAD has no body to say SlowDown in, so the status must do. */
    public static boolean isThrottling(Throwable problem) {
        return problem instanceof AwsServiceException answer && answer.statusCode() == SLOW_DOWN
                || problem instanceof SdkException other && RetryUtils.isThrottlingException(other);
    }
}

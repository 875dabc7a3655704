package io.irodsingest.common.state;

import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;

/**
 * Jobs, accounting, sync cache and workers in one Redis (6.2 or later, AOF on, {@code noeviction}). Thread-safe.
 *
 * <p>When Redis goes away later, methods wait and go on by themselves; a password that became wrong is a
 * {@link RedisRefusedException}.
 */
public final class RedisState implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int NETTY_THREADS = 4;
    private static final int CONNECTIONS = 32;
    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1500);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofSeconds(1);
    private static final int RETRIES = 2;

    private final RedissonClient redisson;
    private final Wire wire;
    private final JobStore jobs;
    private final Accounting accounting;
    private final SyncCache cache;
    private final WorkerRegistry workers;
    private final DeadLetters deadLetters;

    private RedisState(RedissonClient redisson, RedisSettings settings, Outages outages, Retention retention,
            Meters meters) {
        this.redisson = redisson;
        wire = new Wire(redisson, outages, settings.address(), new RedisMeters(meters));
        Keys keys = new Keys(settings.prefix());
        jobs = new RedisJobStore(wire, keys, retention);
        accounting = new RedisAccounting(wire, keys, retention);
        cache = new RedisSyncCache(wire, keys);
        workers = new RedisWorkerRegistry(wire, keys);
        deadLetters = new RedisDeadLetters(wire, keys);
    }

    /**
     * Connects.
     *
     * @throws UnavailableException when Redis cannot be reached: the caller decides whether to wait
     * @throws RedisRefusedException when it does not want us
     */
    public static RedisState open(RedisSettings settings, Outages outages) throws UnavailableException {
        return open(settings, outages, Meters.NONE);
    }

    /** As {@link #open(RedisSettings, Outages)}, and measures what goes to Redis. */
    public static RedisState open(RedisSettings settings, Outages outages, Meters meters) throws UnavailableException {
        return open(settings, outages, Retention.DEFAULT, meters);
    }

    /** As {@link #open(RedisSettings, Outages)}, with limits of one's own. */
    public static RedisState open(RedisSettings settings, Outages outages, Retention retention)
            throws UnavailableException {
        return open(settings, outages, retention, Meters.NONE);
    }

    private static RedisState open(RedisSettings settings, Outages outages, Retention retention, Meters meters)
            throws UnavailableException {
        try {
            return new RedisState(Redisson.create(configuration(settings)), settings, outages, retention, meters);
        } catch (RuntimeException problem) {
            String reason = settings.address() + ": " + RedisErrors.reason(problem);
            if (RedisErrors.isRefusal(problem)) {
                throw new RedisRefusedException("Redis refuses us: " + reason, problem);
            }
            if (RedisErrors.isOutage(problem)) {
                throw new UnavailableException(Dependency.REDIS, reason, problem);
            }
            throw problem;
        }
    }

    public JobStore jobs() {
        return jobs;
    }

    public Accounting accounting() {
        return accounting;
    }

    public SyncCache cache() {
        return cache;
    }

    public WorkerRegistry workers() {
        return workers;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** How many scripts, commands and batches were sent since this was opened. */
    public long roundTrips() {
        return wire.roundTrips();
    }

    @Override
    public void close() {
        redisson.shutdown();
    }

    private static Config configuration(RedisSettings settings) {
        Config config = new Config();
        config.setThreads(THREADS).setNettyThreads(NETTY_THREADS).setCodec(StringCodec.INSTANCE)
                .setUseScriptCache(true);
        settings.user().ifPresent(config::setUsername);
        settings.password().ifPresent(config::setPassword);
        config.useSingleServer().setAddress(settings.address()).setDatabase(settings.database())
                .setConnectionMinimumIdleSize(2).setConnectionPoolSize(CONNECTIONS)
                .setSubscriptionConnectionMinimumIdleSize(1).setSubscriptionConnectionPoolSize(2)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()).setTimeout((int) ANSWER_TIMEOUT.toMillis())
                .setRetryAttempts(RETRIES).setRetryDelay(new ConstantDelay(RETRY_DELAY))
                .setReconnectionDelay(new ConstantDelay(LONGEST_RECONNECT_DELAY));
        return config;
    }
}

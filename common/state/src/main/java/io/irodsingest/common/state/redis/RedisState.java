package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.DeadLetters;
import io.irodsingest.common.state.EndedSessions;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.redis.batch.RedisBatchStore;
import io.irodsingest.common.state.redis.schedule.RedisScheduleStore;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * Jobs, accounting, sync cache, workers, schedules and batches in Redis (6.2 or later, AOF on, {@code noeviction}): one server,
 * one with replicas and sentinels, or a cluster. Thread-safe.
 *
 * <p>When Redis goes away later, methods wait and go on by themselves; a password that became wrong is a
 * {@link RedisRefusedException}.
 */
public final class RedisState implements AutoCloseable {
    private final RedissonClient redisson;
    private final RedisCalls redis;
    private final JobStore jobs;
    private final Accounting accounting;
    private final SyncCache cache;
    private final WorkerRegistry workers;
    private final DeadLetters deadLetters;
    private final ScheduleStore schedules;
    private final JobChains chains;
    private final BatchStore batches;
    private final EndedSessions endedSessions;

    private RedisState(RedissonClient redisson, RedisSettings settings, Outages outages, Retention retention,
            Meters meters) {
        this.redisson = redisson;
        redis = new RedisCalls(redisson, outages, settings, new RedisMeters(meters));
        Keys keys = new Keys(settings.prefix());
        jobs = new RedisJobStore(redis, keys, retention);
        accounting = new RedisAccounting(redis, keys, retention);
        cache = new RedisSyncCache(redis, keys);
        workers = new RedisWorkerRegistry(redis, keys);
        deadLetters = new RedisDeadLetters(redis, keys);
        schedules = new RedisScheduleStore(redis::runForBytes, settings.prefix(), retention);
        chains = new RedisJobChains(redis, keys, retention);
        endedSessions = new RedisEndedSessions(redis, keys);
        batches = new RedisBatchStore(redis::runForBytes, new JobRecords(redis, keys)::read, settings.prefix());
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
            new FirstContact(settings).check();
            return new RedisState(Redisson.create(RedisConfiguration.of(settings)), settings, outages, retention,
                    meters);
        } catch (RedisRefusedException refusal) {
            throw refusal;
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

    public ScheduleStore schedules() {
        return schedules;
    }

    public JobChains chains() {
        return chains;
    }

    public BatchStore batches() {
        return batches;
    }

    public EndedSessions endedSessions() {
        return endedSessions;
    }

    /** How many scripts, commands and batches were sent since this was opened. */
    public long roundTrips() {
        return redis.roundTrips();
    }

    @Override
    public void close() {
        redisson.shutdown();
    }
}

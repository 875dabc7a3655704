package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.batch.RedisBatchStore;
import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.task.TaskMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** Tests on a Redis that is empty at first, of jobs that are held back, as batches are. */
abstract class BatchesOnRedis {
    static final Keys KEYS = new Keys("ii:");

    static TestRedis redis;
    static RedisState state;
    private static RedissonClient redisson;
    private static RedisCalls calls;

    BatchStore batches;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
        redisson = Redisson.create(RedisConfiguration.of(redis.settings()));
        calls = new RedisCalls(redisson, new Outages(Clock.systemUTC()), redis.settings(),
                new RedisMeters(Meters.NONE));
    }

    @AfterAll
    static void stop() {
        redis.command("FLUSHALL");
        redisson.shutdown();
        state.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
        batches = state.batches();
    }

    /** Each script is sent twice, as if its first answer had been lost. */
    static BatchStore sentTwice() {
        BinaryScripts twice = (script, keys, arguments) -> {
            calls.runForBytes(script, keys, arguments);
            return calls.runForBytes(script, keys, arguments);
        };
        return new RedisBatchStore(twice, new JobRecords(calls, KEYS)::read, "ii:");
    }

    /** A job that waits for its release, and for others. */
    static Job held(String name, Predecessor... others) throws InterruptedException {
        return held(Given.spec(name), others);
    }

    static Job held(JobSpec spec, Predecessor... others) throws InterruptedException {
        return held(state, spec, others);
    }

    static Job held(RedisState state, JobSpec spec, Predecessor... others) throws InterruptedException {
        return ((Creation.Blocked) state.jobs().create(Given.wish(spec)
                .behind(Stream.concat(Stream.of(Predecessor.RELEASE), Stream.of(others)).toList()))).job();
    }

    static Optional<TaskMessage> release(Job job) throws InterruptedException {
        return state.chains().met(job.id(), Set.of(Predecessor.RELEASE.id()));
    }

    static Job now(Job job) throws InterruptedException {
        return state.jobs().byId(job.id()).orElseThrow();
    }

    /** Stages rows of a line each, one in each chunk. */
    Segment staged(Job job, int firstLine, String... rows) throws InterruptedException {
        String token = Ids.nonce();
        for (int i = 0; i < rows.length; i++) {
            batches.stage(job.id(), token, i, bytes(rows[i]));
        }
        return new Segment(token, rows.length, rows.length, firstLine, firstLine + rows.length - 1,
                String.join("", rows).length());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many ms are left of a key; -1 when it stays, -2 when there is none. */
    static long left(String key) {
        return Long.parseLong(redis.command("PTTL " + key).substring(1));
    }

    /** All keys of what is kept of a batch besides those that every job has. */
    static List<String> keysOf(Job job, List<Segment> segments, String... pages) {
        List<String> keys = new ArrayList<>(List.of(KEYS.job(job.id()), KEYS.job(job.id()) + ":segments"));
        segments.forEach(segment -> keys.add(rowsKey(job, segment)));
        Stream.of(pages).map(page -> KEYS.job(job.id()) + ":page:" + page).forEach(keys::add);
        return keys;
    }

    static String rowsKey(Job job, Segment segment) {
        return KEYS.job(job.id()) + ":rows:" + segment.token();
    }
}

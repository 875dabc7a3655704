package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redisson.client.codec.StringCodec;

/** The failures that are kept of a job; commits write them. */
final class KeptFailures {
    private static final String RETRYABLE = "retryable";

    private final RedisCalls redis;
    private final Keys keys;

    KeptFailures(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** Oldest first. */
    List<EntryFailure> read(String jobId, int offset, int limit) throws InterruptedException {
        if (limit < 1) {
            return List.of();
        }
        Collection<String> paths = redis.send(() -> redis.redisson()
                .<String>getScoredSortedSet(keys.failureOrder(jobId), StringCodec.INSTANCE)
                .valueRangeAsync(offset, offset + limit - 1));
        if (paths.isEmpty()) {
            return List.of();
        }
        Map<String, String> records = redis.send(() -> redis.redisson()
                .<String, String>getMap(keys.failures(jobId), StringCodec.INSTANCE).getAllAsync(Set.copyOf(paths)));
        return paths.stream().filter(records::containsKey).map(path -> failure(path, records.get(path))).toList();
    }

    /** Those that the retry of a job has yet to hand out, oldest first. */
    List<EntryFailure> toRetry(String jobId, int limit) throws InterruptedException {
        String left = OldRecords.field(redis.send(() -> redis.redisson()
                .<String, String>getMap(keys.job(jobId), StringCodec.INSTANCE)
                .getAllAsync(OldRecords.names(RETRYABLE))), RETRYABLE);
        return left == null ? List.of() : read(jobId, 0, Math.min(limit, Integer.parseInt(left)));
    }

    /** The counterpart of what {@link CommitCall} writes: time in milliseconds, space, error. */
    private static EntryFailure failure(String path, String record) {
        int space = record.indexOf(' ');
        return new EntryFailure(RawPath.parse(path), record.substring(space + 1),
                Instant.ofEpochMilli(Long.parseLong(record.substring(0, space))));
    }
}

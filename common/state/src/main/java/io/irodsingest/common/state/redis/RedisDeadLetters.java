package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.DeadLetters;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** Dead letters as a set sorted by time, and hashes of what is known of them and of their bodies. */
final class RedisDeadLetters implements DeadLetters {
    private static final int MOST = 10_000;
    /** Of bodies in base64; a single larger one is kept all the same. */
    private static final long MOST_BYTES = 256L << 20;

    private final RedisCalls redis;
    private final List<Object> keys;

    RedisDeadLetters(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys.ofDeadLetters();
    }

    @Override
    public boolean keep(DeadLetter letter, byte[] body) throws InterruptedException {
        long kept = redis.run(Script.KEEP_LETTER, RScript.ReturnType.LONG, keys, List.of(letter.id(),
                Records.encode(letter), Base64.getEncoder().encodeToString(body), MOST, MOST_BYTES));
        return kept == 1;
    }

    @Override
    public List<DeadLetter> list(int offset, int limit) throws InterruptedException {
        List<String> ids = List.copyOf(redis.send(() -> redis.redisson()
                .<String>getScoredSortedSet((String) keys.getFirst(), StringCodec.INSTANCE)
                .valueRangeAsync(offset, offset + limit - 1)));
        if (ids.isEmpty()) {
            return List.of();
        }
        List<?> letters = redis.batch(batch -> ids.forEach(
                id -> batch.<String, String>getMap((String) keys.get(1), StringCodec.INSTANCE).getAsync(id)));
        return Records.readable(letters.stream().filter(Objects::nonNull).toList(), DeadLetter.class);
    }

    @Override
    public Optional<DeadLetter> find(String id) throws InterruptedException {
        return field(1, id).map(letter -> Records.decode(letter, DeadLetter.class));
    }

    @Override
    public Optional<byte[]> body(String id) throws InterruptedException {
        return field(2, id).map(Base64.getDecoder()::decode);
    }

    @Override
    public boolean drop(String id) throws InterruptedException {
        long dropped = redis.run(Script.DROP_LETTER, RScript.ReturnType.LONG, keys, List.of(id));
        return dropped == 1;
    }

    @Override
    public long count() throws InterruptedException {
        return redis.send(() -> redis.redisson().getMap((String) keys.get(1), StringCodec.INSTANCE).sizeAsync());
    }

    private Optional<String> field(int key, String id) throws InterruptedException {
        return Optional.ofNullable(redis.send(() -> redis.redisson()
                .<String, String>getMap((String) keys.get(key), StringCodec.INSTANCE).getAsync(id)));
    }
}

package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.EndedSessions;
import java.time.Duration;
import org.redisson.client.codec.StringCodec;

/** A key for each session, which Redis forgets by itself. */
final class RedisEndedSessions implements EndedSessions {
    private final RedisCalls redis;
    private final Keys keys;

    RedisEndedSessions(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void end(String session, Duration keptFor) throws InterruptedException {
        redis.send(() -> redis.redisson().<String>getBucket(keys.endedSession(session), StringCodec.INSTANCE)
                .setAsync("", keptFor));
    }

    @Override
    public boolean isEnded(String session) throws InterruptedException {
        return redis.send(() -> redis.redisson().<String>getBucket(keys.endedSession(session), StringCodec.INSTANCE)
                .isExistsAsync());
    }
}

package io.irodsingest.standalone.soak;

import io.irodsingest.testservers.RedisServer;

/** Redis; full, it may hold less memory than it does, and refuses what needs more. */
final class RedisVictim extends ServerVictim {
    private static final long LESS_THAN_ANY_USES = 1_000;

    private final RedisServer redis;

    RedisVictim(RedisServer redis, Links links) {
        super(Server.REDIS.text(), redis, links);
        this.redis = redis;
    }

    @Override
    boolean canFill() {
        return true;
    }

    @Override
    void fill() {
        redis.limitMemory(LESS_THAN_ANY_USES);
    }

    @Override
    void empty() {
        redis.limitMemory(0);
    }
}

package io.irodsingest.standalone.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.testservers.RedisServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.redisson.Redisson;
import org.redisson.api.RKeys;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.ScoredEntry;
import org.redisson.config.Config;

/** Everything that a Redis has. */
final class RedisRecord {
    private RedisRecord() {}

    /**
     * A key.
     *
     * @param timeToLive milliseconds; negative when it stays
     * @param values of a string one, of a list and a set the members, of a hash fields and values by turns, of a sorted set members
     *        and scores by turns
     */
    record Key(String name, String type, long timeToLive, List<JsonNode> values) {}

    /** All keys, in the order of their names. */
    static List<Key> read(RedisServer server) {
        RedissonClient redis = open(server);
        try {
            RKeys keys = redis.getKeys();
            return keys.getKeysStream().sorted().map(name -> new Key(name, keys.getType(name).name(),
                    keys.remainTimeToLive(name), values(redis, name))).toList();
        } finally {
            redis.shutdown();
        }
    }

    /** Has a Redis have these keys and no others. */
    static void restore(RedisServer server, List<Key> keys) {
        server.flush();
        RedissonClient redis = open(server);
        try {
            for (Key key : keys) {
                write(redis, key);
                if (key.timeToLive() > 0) {
                    redis.getKeys().expire(Duration.ofMillis(key.timeToLive()), key.name());
                }
            }
        } finally {
            redis.shutdown();
        }
    }

    private static RedissonClient open(RedisServer server) {
        Config config = new Config().setCodec(ByteArrayCodec.INSTANCE);
        if (!server.password().isEmpty()) {
            config.setPassword(server.password());
        }
        config.useSingleServer().setAddress("redis://" + server.host() + ':' + server.port())
                .setConnectionMinimumIdleSize(1).setConnectionPoolSize(2);
        return Redisson.create(config);
    }

    private static List<JsonNode> values(RedissonClient redis, String name) {
        List<JsonNode> values = new ArrayList<>();
        switch (redis.getKeys().getType(name)) {
            case OBJECT -> values.add(Bytes.write(redis.<byte[]>getBucket(name).get()));
            case MAP -> redis.<byte[], byte[]>getMap(name).readAllEntrySet().stream()
                    .sorted(Map.Entry.comparingByKey(Arrays::compareUnsigned)).forEach(entry -> {
                        values.add(Bytes.write(entry.getKey()));
                        values.add(Bytes.write(entry.getValue()));
                    });
            case ZSET -> {
                for (ScoredEntry<byte[]> entry : redis.<byte[]>getScoredSortedSet(name).entryRange(0, -1)) {
                    values.add(Bytes.write(entry.getValue()));
                    values.add(Bytes.write(text(entry.getScore())));
                }
            }
            case SET -> redis.<byte[]>getSet(name).readAll().stream().map(Bytes::write).forEach(values::add);
            case LIST -> redis.<byte[]>getList(name).readAll().stream().map(Bytes::write).forEach(values::add);
            default -> throw new IllegalStateException("nobody knows how to record the key " + name);
        }
        return values;
    }

    /** Scores are times in milliseconds or microseconds, which a double has exactly. */
    private static byte[] text(double score) {
        return new BigDecimal(score).toPlainString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void write(RedissonClient redis, Key key) {
        List<byte[]> values = key.values().stream().map(Bytes::read).toList();
        switch (key.type()) {
            case "OBJECT" -> redis.<byte[]>getBucket(key.name()).set(values.getFirst());
            case "MAP" -> {
                for (int i = 0; i < values.size(); i += 2) {
                    redis.<byte[], byte[]>getMap(key.name()).fastPut(values.get(i), values.get(i + 1));
                }
            }
            case "ZSET" -> {
                for (int i = 0; i < values.size(); i += 2) {
                    redis.<byte[]>getScoredSortedSet(key.name()).add(
                            Double.parseDouble(new String(values.get(i + 1), StandardCharsets.US_ASCII)),
                            values.get(i));
                }
            }
            case "SET" -> redis.<byte[]>getSet(key.name()).addAll(values);
            case "LIST" -> redis.<byte[]>getList(key.name()).addAll(values);
            default -> throw new IllegalStateException("nobody knows how to write a key of the type " + key.type());
        }
    }
}

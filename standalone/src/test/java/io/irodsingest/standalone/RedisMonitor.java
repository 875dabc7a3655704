package io.irodsingest.standalone;

import io.irodsingest.testservers.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** Sees all that is written to a Redis, also by scripts: the names of keys with their types, and the fields of hashes. */
final class RedisMonitor implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("HSET", "hash"),
            Map.entry("HMSET", "hash"), Map.entry("HSETNX", "hash"), Map.entry("HINCRBY", "hash"),
            Map.entry("ZADD", "sorted set"), Map.entry("SET", "string"), Map.entry("SETEX", "string"),
            Map.entry("PSETEX", "string"), Map.entry("INCRBY", "string"), Map.entry("DECRBY", "string"),
            Map.entry("LPUSH", "list"), Map.entry("RPUSH", "list"), Map.entry("SADD", "set"),
            Map.entry("PUBLISH", "channel"));
    /** Commands that make no key and no field. */
    private static final Set<String> OTHERS = Set.of("AUTH", "CLIENT", "DBSIZE", "DEL", "EVAL", "EVALSHA", "EXISTS",
            "FLUSHALL", "GET", "HDEL", "HELLO", "HEXISTS", "HGET", "HGETALL", "HKEYS", "HLEN", "HMGET", "HSCAN",
            "HVALS", "HSTRLEN", "LINDEX", "ZREVRANGEBYLEX",
            "INFO", "KEYS", "LLEN", "LPOS", "LRANGE", "LSET", "LTRIM", "MONITOR", "PERSIST", "PEXPIRE", "PING",
            "PSUBSCRIBE",
            "PTTL",
            "QUIT", "ROLE", "SCARD", "SCRIPT", "SISMEMBER", "SMEMBERS", "SRANDMEMBER", "SREM", "SUBSCRIBE", "TIME",
            "TYPE", "UNLINK",
            "UNSUBSCRIBE", "WAIT", "ZCARD", "ZCOUNT", "ZLEXCOUNT", "ZRANGE", "ZRANGEBYLEX", "ZRANGEBYSCORE", "ZRANK",
            "ZREM", "ZREMRANGEBYRANK", "ZREMRANGEBYSCORE", "ZREVRANGE", "ZREVRANGEBYSCORE", "ZSCORE", "ZMSCORE");
    private static final Set<String> OF_PAIRS = Set.of("HSET", "HMSET");

    private final Socket socket;
    private final Thread reader;
    private final Map<String, Set<String>> types = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> fields = new ConcurrentHashMap<>();
    private final Set<String> unknown = new ConcurrentSkipListSet<>();
    private volatile boolean closing;
    private volatile IOException failure;

    RedisMonitor(RedisServer redis) throws IOException {
        socket = new Socket(redis.host(), redis.port());
        if (!redis.password().isEmpty()) {
            send("AUTH " + redis.password());
        }
        send("MONITOR");
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        reader = Thread.ofPlatform().daemon().name("redis-monitor").start(() -> read(lines));
    }

    private void send(String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void read(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int begin = line.indexOf("] \"");
                if (begin > 0) {
                    note(words(line.substring(begin + 2)));
                }
            }
        } catch (IOException broken) {
            failure = closing ? null : broken;
        }
    }

    private void note(List<String> words) {
        String command = words.getFirst().toUpperCase(Locale.ROOT);
        String type = TYPES.get(command);
        if (type == null) {
            if (!OTHERS.contains(command)) {
                unknown.add(command);
            }
            return;
        }
        String key = words.get(1);
        types.computeIfAbsent(key, name -> new ConcurrentSkipListSet<>()).add(type);
        if (type.equals("hash")) {
            Set<String> known = fields.computeIfAbsent(key, name -> new ConcurrentSkipListSet<>());
            int step = OF_PAIRS.contains(command) ? 2 : words.size();
            for (int i = 2; i < words.size(); i += step) {
                known.add(words.get(i));
            }
        }
    }

    /** The quoted words of a line, whose escapes are those of C. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                word.append(c).append(line.charAt(++i));
            } else if (c == '"') {
                if (quoted) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                quoted = !quoted;
            } else if (quoted) {
                word.append(c);
            }
        }
        return words;
    }

    /** Types by names of all keys and channels that were written so far. */
    Map<String, Set<String>> types() {
        return new TreeMap<>(types);
    }

    /** Fields that were written of a hash. */
    Set<String> fields(String hash) {
        return new TreeSet<>(fields.getOrDefault(hash, Set.of()));
    }

    /** Commands of which this class does not know whether they write; a test asserts that there are none. */
    Set<String> unknownCommands() {
        return Set.copyOf(unknown);
    }

    @Override
    public void close() throws IOException {
        closing = true;
        socket.close();
        try {
            reader.join();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
    }
}

package io.irodsingest.testservers;

import java.util.List;

/** A Redis; one that was started for the tests keeps an append-only file. */
public non-sealed interface RedisServer extends TestServer {
    default String host() {
        return uri().getHost();
    }

    default int port() {
        return uri().getPort();
    }

    /** Empty when none is needed. */
    default String password() {
        String user = uri().getUserInfo();
        return user == null ? "" : user.substring(user.indexOf(':') + 1);
    }

    /** How many keys there are. */
    default long keys() {
        return RedisCommands.number(this, "DBSIZE", ":");
    }

    /** The names of all keys. */
    default List<String> keyNames() {
        return RedisCommands.ask(this, "KEYS *").stream()
                .filter(line -> !line.startsWith("*") && !line.startsWith("$")).toList();
    }

    /** How many fields a hash has; its name has no spaces. */
    default long fields(String hash) {
        return RedisCommands.number(this, "HLEN " + hash, ":");
    }

    /** All that is stored: the values of a key of any type, and the keys; bytes as characters of ISO 8859-1. */
    default String contents() {
        return RedisCommands.contents(this);
    }

    /** Bytes that it holds in memory. */
    default long memory() {
        return RedisCommands.number(this, "INFO memory", "used_memory:");
    }

    /**
     * Has it refuse what needs memory once it holds so much.
     *
     * @param bytes 0 for no limit, which is also what it starts with
     */
    default void limitMemory(long bytes) {
        RedisCommands.expectOk(this, "CONFIG SET maxmemory " + bytes);
    }

    /** Milliseconds until a key goes by itself; -1 when it stays, -2 when there is none. The name has no spaces. */
    default long timeToLive(String key) {
        return RedisCommands.number(this, "PTTL " + key, ":");
    }

    /** How many commands it has done since it began, those that scripts called among them. */
    default long commands() {
        return RedisCommands.number(this, "INFO stats", "total_commands_processed:");
    }

    /** Deletes all keys. */
    default void flush() {
        RedisCommands.flush(this);
    }
}

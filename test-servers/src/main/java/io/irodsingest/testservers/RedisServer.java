package io.irodsingest.testservers;

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

    /** Deletes all keys. */
    default void flush() {
        RedisCommands.flush(this);
    }
}

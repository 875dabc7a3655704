package io.irodsingest.testservers;

import java.net.URI;

/**
 * A server that tests use, shared by all tests of a JVM: whoever takes it away brings it back. What it stored durably
 * is still there then, and its address is the same.
 * <p>
 * Methods that take it away throw {@link UnsupportedOperationException} unless {@link #canStop()}, and
 * {@link java.io.UncheckedIOException} when the server does not obey.
 */
public sealed interface TestServer permits BrokerServer, RedisServer, S3Server, GivenServer, ContainedServer {
    /** Where it listens, with user and password where its kind of address has them. */
    URI uri();

    /** Name and version. */
    String product();

    /** Where it comes from, for example "rabbitmq-server on the path". */
    String origin();

    /** Whether a test may take it away; not so for a server that was given by an environment variable. */
    boolean canStop();

    /** Takes it away in good order; returns when it is gone. */
    void stop();

    /** Takes it away as a crash does, or as nearly so as this kind of server can. */
    void kill();

    /** Whether it is a process of its own that {@link #freeze} can have stand still. */
    default boolean canFreeze() {
        return false;
    }

    /** Has it stand still (SIGSTOP), with all its connections open, until {@link #thaw}. */
    default void freeze() {
        throw new UnsupportedOperationException(origin() + " cannot be frozen");
    }

    /** Lets it go on. */
    default void thaw() {
        throw new UnsupportedOperationException(origin() + " cannot be frozen");
    }

    /** Brings it back; returns when it can be used. Does nothing when it runs. */
    void start();

    /**
     * Ends it for good; {@link TestServers} does this at the end of the JVM. This is no {@link AutoCloseable}, because
     * JUnit closes those among the arguments of a parameterised test.
     */
    void close();
}

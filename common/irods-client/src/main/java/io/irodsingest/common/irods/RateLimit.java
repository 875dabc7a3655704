package io.irodsingest.common.irods;

/** Slows down what is sent to iRODS. Thread-safe. */
@FunctionalInterface
public interface RateLimit {
    /** As fast as it goes. */
    RateLimit FREE = bytes -> {};

    /**
     * Waits until a request may be sent.
     *
     * @param bytes of content that go with it
     */
    void request(long bytes) throws InterruptedException;
}

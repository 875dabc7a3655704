package io.irodsingest.common.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Messages that nobody could read, or that the broker has given up on, kept until somebody decides about them. Every method waits,
 * visibly, while Redis is away. Thread-safe.
 */
public interface DeadLetters {
    /**
     * One of them, without its body.
     *
     * @param id made of its content: the same message has the same id when it comes again
     * @param queue where it lay before; empty when nobody knows
     * @param reason why it is here, for people
     * @param at when it was kept first
     * @param type what its publisher said that it is
     * @param messageId as its publisher gave it
     * @param size bytes of the body
     * @param beginning of the body, as far as it is text
     */
    record DeadLetter(String id, Optional<String> queue, String reason, Instant at, Optional<String> type,
            Optional<String> messageId, int size, String beginning) {}

    /** @return false when there is no room: it must stay where it is */
    boolean keep(DeadLetter letter, byte[] body) throws InterruptedException;

    /** Oldest first. */
    List<DeadLetter> list(int offset, int limit) throws InterruptedException;

    Optional<DeadLetter> find(String id) throws InterruptedException;

    /** The body of one; empty when there is none of that id. */
    Optional<byte[]> body(String id) throws InterruptedException;

    /** @return false when there was none of that id */
    boolean drop(String id) throws InterruptedException;

    long count() throws InterruptedException;
}

package io.irodsingest.common.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A message in our hands that the broker still holds. Thread-safe. */
public interface Delivery {
    String queue();

    byte[] body();

    /** What its publisher said that it is; empty when it said nothing, as older versions did. */
    Optional<String> type();

    /** The trace context that its publisher gave it, as it stands there: nobody has looked whether it is valid. */
    Optional<String> traceParent();

    /**
     * The time from its publishing until now, by the clocks of two machines: where theirs is ahead of ours it is too short, and
     * zero where it would be negative. Empty when its publisher did not say when that was.
     */
    Optional<Duration> sincePublished();

    /** When it was published, by its publisher's clock; empty when its publisher did not say it. */
    Optional<Instant> publishedAt();

    /** The id that its publisher gave it; empty when it gave none. */
    Optional<String> messageId();

    /** Why it is among the dead letters; empty when it is not, or was put there by a stranger. */
    Optional<Death> death();

    /**
     * The end of a message.
     *
     * @param queue where it was
     * @param reason what was wrong with it, for people
     */
    record Death(String queue, String reason) {}

    /** Whether it was delivered before, perhaps to a worker that died. A broker that was restarted may not know. */
    boolean redelivered();

    /** How long it has been in our hands. */
    Duration waited();

    /** Whether its connection is gone: it will be delivered again, to somebody. */
    boolean isStale();

    /** Tells the broker that it is done with. Without effect when stale. */
    void ack();

    /** Gives it back to its queue. Without effect when stale. */
    void requeue();
}

package io.irodsingest.common.broker;

import java.time.Duration;

/** A message in our hands that the broker still holds. Thread-safe. */
public interface Delivery {
    String queue();

    byte[] body();

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

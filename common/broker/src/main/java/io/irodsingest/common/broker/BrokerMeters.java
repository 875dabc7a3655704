package io.irodsingest.common.broker;

import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What goes to the broker and comes from it. Thread-safe. */
final class BrokerMeters {
    private final LongAdder published = new LongAdder();
    private final LongAdder delivered = new LongAdder();
    private final Counter redelivered;
    private final Counter unconfirmed;
    private final Counter returned;
    private final Counter deadLetters;
    private final Timer confirms;

    BrokerMeters(Meters meters) {
        meters.counter("broker_published", "Messages that the broker has confirmed", published);
        meters.counter("broker_delivered", "Messages that the broker has delivered", delivered);
        redelivered = meters.counter("broker_redelivered", "Messages delivered that had been delivered before");
        unconfirmed = meters.counter("broker_unconfirmed",
                "Messages refused, returned or not confirmed before their connection was lost; they are published again");
        returned = meters.counter("broker_returned", "Messages that came back because their queue was missing");
        deadLetters = meters.counter("dead_letters", "Messages put among the dead letters, for nobody could read them");
        confirms = meters.timer("broker_confirm",
                "From publishing messages of one task to the broker's word on all of them", Buckets.REQUESTS);
    }

    /** @param open of those that were sent, how many are to be published again */
    void published(int sent, int open, Duration time) {
        published.add(sent - open);
        unconfirmed.increment(open);
        confirms.record(time);
    }

    void returned() {
        returned.increment();
    }

    void delivered(boolean again) {
        delivered.increment();
        if (again) {
            redelivered.increment();
        }
    }

    void buried() {
        deadLetters.increment();
    }

    long published() {
        return published.sum();
    }

    long delivered() {
        return delivered.sum();
    }
}

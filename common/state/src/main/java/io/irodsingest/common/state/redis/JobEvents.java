package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.JobState;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.redisson.api.RFuture;
import org.redisson.api.RTopic;
import org.redisson.api.listener.MessageListener;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener to changes of states. Redisson subscribes again by itself after a lost connection. */
final class JobEvents implements MessageListener<String>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    /** How long a caller is held up; when Redis is away the subscription comes later. */
    private static final Duration SUBSCRIBED_WITHIN = Duration.ofSeconds(2);

    private final RTopic topic;
    private final BiConsumer<String, JobState> listener;
    private final Thread subscriber;

    private JobEvents(RedisCalls redis, Keys keys, BiConsumer<String, JobState> listener) {
        topic = redis.redisson().getTopic(keys.events(), StringCodec.INSTANCE);
        this.listener = listener;
        subscriber = Thread.ofVirtual().name("job-events").unstarted(() -> subscribe(redis));
    }

    static JobEvents listen(RedisCalls redis, Keys keys, BiConsumer<String, JobState> listener) {
        JobEvents events = new JobEvents(redis, keys, listener);
        events.subscriber.start();
        try {
            events.subscriber.join(SUBSCRIBED_WITHIN);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        return events;
    }

    @Override
    public void onMessage(CharSequence channel, String message) {
        int space = message.indexOf(' ');
        try {
            listener.accept(message.substring(0, space), Records.state(message.substring(space + 1)));
        } catch (RuntimeException problem) {
            LOG.warn("a listener to job states failed on '{}'", message, problem);
        }
    }

    @Override
    public void close() {
        subscriber.interrupt();
        topic.removeListenerAsync(this);
    }

    private void subscribe(RedisCalls redis) {
        try {
            redis.<Integer>send(this::subscription);
        } catch (InterruptedException closed) {
            LOG.debug("closed before it was subscribed");
        }
    }

    private RFuture<Integer> subscription() {
        return topic.addListenerAsync(String.class, this);
    }
}

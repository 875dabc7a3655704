package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A message that no broker knows, which notes what became of it. */
final class FakeDelivery implements Delivery {
    /** What became of a message. */
    enum Fate {
        OPEN, ACKED, REQUEUED
    }

    private final String queue;
    private final byte[] body;
    private final String id;
    private final Optional<Instant> publishedAt;
    private final boolean redelivered;
    private volatile Duration waited = Duration.ZERO;
    private volatile Optional<String> type = Optional.empty();
    private volatile Optional<String> traceParent = Optional.empty();
    private volatile boolean stale;
    private volatile Fate fate = Fate.OPEN;

    private FakeDelivery(String queue, byte[] body, String id, Optional<Instant> publishedAt, boolean redelivered) {
        this.queue = queue;
        this.body = body;
        this.id = id;
        this.publishedAt = publishedAt;
        this.redelivered = redelivered;
    }

    static FakeDelivery of(String queue, TaskMessage task) {
        return new FakeDelivery(queue, TaskCodec.encode(task), task.id(), Optional.empty(), false);
    }

    static FakeDelivery ofBytes(String queue, byte[] body, String id) {
        return new FakeDelivery(queue, body, id, Optional.empty(), false);
    }

    FakeDelivery publishedAt(Instant time) {
        return new FakeDelivery(queue, body, id, Optional.of(time), redelivered);
    }

    FakeDelivery asRedelivered() {
        return new FakeDelivery(queue, body, id, publishedAt, true);
    }

    FakeDelivery havingWaited(Duration time) {
        waited = time;
        return this;
    }

    /** Says which type of task it carries, as messages of this version do. */
    FakeDelivery ofType(String name) {
        type = Optional.of(name);
        return this;
    }

    FakeDelivery below(String header) {
        traceParent = Optional.of(header);
        return this;
    }

    FakeDelivery stale() {
        stale = true;
        return this;
    }

    Fate fate() {
        return fate;
    }

    @Override
    public String queue() {
        return queue;
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public Optional<String> type() {
        return type;
    }

    @Override
    public Optional<String> traceParent() {
        return traceParent;
    }

    @Override
    public Optional<Duration> sincePublished() {
        return publishedAt.map(at -> Duration.between(at, Instant.now()));
    }

    @Override
    public Optional<Instant> publishedAt() {
        return publishedAt;
    }

    @Override
    public Optional<String> messageId() {
        return Optional.of(id);
    }

    @Override
    public Optional<Death> death() {
        return Optional.empty();
    }

    @Override
    public boolean redelivered() {
        return redelivered;
    }

    @Override
    public Duration waited() {
        return waited;
    }

    @Override
    public boolean isStale() {
        return stale;
    }

    @Override
    public void ack() {
        settle(Fate.ACKED);
    }

    @Override
    public void requeue() {
        settle(Fate.REQUEUED);
    }

    private synchronized void settle(Fate end) {
        if (fate == Fate.OPEN) {
            fate = end;
        }
    }
}

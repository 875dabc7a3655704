package io.irodsingest.common.broker;

import io.irodsingest.common.broker.PublishingChannel.Outcome;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Publishes until everything is confirmed. Thread-safe: each thread has a channel of a pool for the time it needs it. */
final class Publisher {
    private final ManagedConnection link;
    private final Outages outages;
    private final Limits limits;
    private final Semaphore permits;
    private final Deque<PublishingChannel> idle = new ConcurrentLinkedDeque<>();
    private final BrokerMeters meters;

    Publisher(ManagedConnection link, Outages outages, Limits limits, BrokerMeters meters) {
        this.link = link;
        this.outages = outages;
        this.limits = limits;
        this.meters = meters;
        this.permits = new Semaphore(limits.channels());
    }

    void publish(List<Message> messages) throws InterruptedException {
        Publication publication = new Publication(messages);
        while (!publication.isDone()) {
            outages.untilBack(publication::attempt);
        }
    }

    /** Returns when the broker has confirmed a message that goes nowhere. */
    void probe() throws InterruptedException {
        outages.untilBack(() -> {
            Outcome outcome = onChannel(PublishingChannel::probe);
            if (outcome.lost().isPresent()) {
                throw outcome.lost().get();
            }
            return null;
        });
    }

    private interface Use {
        Outcome of(PublishingChannel channel) throws InterruptedException;
    }

    private Outcome publishOnce(List<Message> messages) throws UnavailableException, InterruptedException {
        return onChannel(channel -> channel.publish(messages));
    }

    private Outcome onChannel(Use use) throws UnavailableException, InterruptedException {
        permits.acquire();
        try {
            LiveConnection connection = link.connection();
            connection.requireUnblocked();
            PublishingChannel channel = idleOrNew(connection);
            try {
                return use.of(channel);
            } finally {
                giveBack(channel);
            }
        } finally {
            permits.release();
        }
    }

    private PublishingChannel idleOrNew(LiveConnection connection) throws UnavailableException {
        for (PublishingChannel channel = idle.pollFirst(); channel != null; channel = idle.pollFirst()) {
            if (channel.isUsable()) {
                return channel;
            }
        }
        return new PublishingChannel(connection, limits.window(), limits.patience(), meters);
    }

    private void giveBack(PublishingChannel channel) {
        if (channel.isUsable()) {
            idle.addFirst(channel);
        } else {
            channel.close();
        }
    }

    /** The way of a list of messages until none is unconfirmed. */
    private final class Publication {
        private List<Message> open;
        private boolean troubled;

        Publication(List<Message> messages) {
            this.open = messages;
        }

        boolean isDone() {
            return open.isEmpty();
        }

        /**
         * One round. After trouble it is a short one, so that the end of an outage is seen when it ends and not when all
         * is published. A first refusal is no outage: the queue was missing, and is declared in the next round.
         */
        Void attempt() throws UnavailableException, InterruptedException {
            int size = troubled ? Math.min(open.size(), limits.window()) : open.size();
            boolean again = troubled;
            troubled = true;
            long begun = System.nanoTime();
            Outcome outcome = publishOnce(open.subList(0, size));
            int confirmed = size - outcome.unconfirmed().size();
            meters.published(size, outcome.unconfirmed().size(), Duration.ofNanos(System.nanoTime() - begun));
            List<Message> rest = new ArrayList<>(outcome.unconfirmed());
            rest.addAll(open.subList(size, open.size()));
            open = rest;
            if (confirmed == 0) {
                link.requireOpen();
                if (outcome.lost().isPresent()) {
                    throw outcome.lost().get();
                }
                if (again) {
                    String queue = open.getFirst().queue();
                    throw UnavailableException.refused(Dependency.BROKER, queue,
                            "it takes no messages for queue " + queue + " at present", null);
                }
            }
            troubled = !outcome.unconfirmed().isEmpty();
            return null;
        }
    }
}

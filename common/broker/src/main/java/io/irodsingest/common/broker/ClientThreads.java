package io.irodsingest.common.broker;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that call listeners, and the factory for those that the client makes for itself. All are daemons. */
final class ClientThreads implements AutoCloseable {
    /** Listeners only pass deliveries on, so few threads serve many subscriptions. */
    private static final int LISTENER_THREADS = 2;

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ThreadFactory factory = Thread.ofPlatform().daemon().name("amqp-client-", 0).factory();
    /** A connection that ends late tells its channels so on its own thread, when there are no others left. */
    private final ExecutorService listeners = new ThreadPoolExecutor(LISTENER_THREADS, LISTENER_THREADS, 0,
            TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("amqp-listener-", 0).factory(), (task, pool) -> task.run());

    ThreadFactory factory() {
        return factory;
    }

    ExecutorService listeners() {
        return listeners;
    }

    /** Runs what was delivered already, for a limited time. */
    @Override
    public void close() {
        listeners.shutdown();
        try {
            if (!listeners.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                listeners.shutdownNow();
            }
        } catch (InterruptedException e) {
            listeners.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

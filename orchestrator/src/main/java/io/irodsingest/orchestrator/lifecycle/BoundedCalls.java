package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.orchestrator.http.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets a request wait for a server that is away, but not for long: the ports wait for ever. Thread-safe. */
public final class BoundedCalls implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Outages outages;
    private final Duration limit;

    public BoundedCalls(Outages outages, Duration limit) {
        this.outages = outages;
        this.limit = limit;
    }

    /** @throws Refusal when it took too long, or a server cannot be reached; what was asked may or may not have been done */
    public <T> T call(Callable<T> wish) throws InterruptedException {
        Future<T> answer = threads.submit(wish);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw Refusal.unavailable(reason());
        } catch (ExecutionException failed) {
            throw asUnchecked(failed.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /**
     * Begins what may take longer than a request may.
     *
     * @return empty when it goes on after the request
     * @throws Refusal when a server cannot be reached; it is broken off then
     */
    <T> Optional<T> begin(Callable<T> wish) throws InterruptedException {
        Future<T> answer = threads.submit(wish);
        try {
            return Optional.of(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException goesOn) {
            if (outages.current().isEmpty()) {
                return Optional.empty();
            }
            answer.cancel(true);
            throw Refusal.unavailable(reason());
        } catch (ExecutionException failed) {
            throw asUnchecked(failed.getCause());
        }
    }

    /** Runs what a request leaves behind; it ends with the orchestrator. */
    public void inBackground(Callable<Void> work) {
        threads.submit(work);
    }

    private RuntimeException asUnchecked(Throwable cause) {
        return switch (cause) {
            case UnavailableException away ->
                Refusal.unavailable("waiting for " + away.dependency().label() + ": " + away.getMessage());
            case InterruptedException ending -> Refusal.unavailable("the orchestrator is being stopped");
            case QueueRefusedException refused -> Refusal.badRequest(refused.getMessage());
            case RedisRefusedException refused -> Refusal.unavailable(refused.getMessage());
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }

    private String reason() {
        return ofAll().findAny().isEmpty()
                ? "no answer within " + limit.toSeconds() + " s from Redis or RabbitMQ"
                : ofAll().map(Outages.Outage::describe).collect(Collectors.joining("; ", "waiting for ", ""));
    }

    /**
     * Nobody is let begin what a server is known to refuse at present.
     *
     * @throws Refusal with the server's words
     */
    void requireAll() {
        if (ofAll().findAny().isPresent()) {
            throw Refusal.unavailable(reason());
        }
    }

    /**
     * Outages of a whole server that the orchestrator needs. Those of a queue concern some jobs only, and a process that is a worker,
     * too, may wait for others.
     */
    private Stream<Outages.Outage> ofAll() {
        return outages.current().stream().filter(outage -> outage.address().isEmpty())
                .filter(outage -> outage.dependency() == Dependency.REDIS
                        || outage.dependency() == Dependency.BROKER);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

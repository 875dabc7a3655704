package io.irodsingest.orchestrator;

import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.DeadLetters;
import io.irodsingest.common.state.EndedSessions;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.WorkerRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** State in a Redis that may be away when the process begins: every call waits until the first connect was made. Thread-safe. */
final class DeferredState implements AutoCloseable {
    private final CompletableFuture<RedisState> state = new CompletableFuture<>();

    /**
     * Connects, waiting visibly.
     *
     * @throws io.irodsingest.common.state.redis.RedisRefusedException when Redis does not want us
     */
    void connect(RedisSettings settings, Outages outages, Meters meters) throws InterruptedException {
        state.complete(outages.untilBack(() -> RedisState.open(settings, outages, meters)));
    }

    JobStore jobs() {
        return late(JobStore.class, RedisState::jobs);
    }

    Accounting accounting() {
        return late(Accounting.class, RedisState::accounting);
    }

    JobChains chains() {
        return late(JobChains.class, RedisState::chains);
    }

    WorkerRegistry workers() {
        return late(WorkerRegistry.class, RedisState::workers);
    }

    DeadLetters deadLetters() {
        return late(DeadLetters.class, RedisState::deadLetters);
    }

    ScheduleStore schedules() {
        return late(ScheduleStore.class, RedisState::schedules);
    }

    BatchStore batches() {
        return late(BatchStore.class, RedisState::batches);
    }

    EndedSessions endedSessions() {
        return late(EndedSessions.class, RedisState::endedSessions);
    }

    private <T> T late(Class<T> port, Function<RedisState, T> part) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(part.apply(state.get()), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    @Override
    public void close() {
        if (state.isDone()) {
            state.join().close();
        }
    }
}

package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beats as JSON in one hash, with Redis' own time of arrival: workers' clocks may differ. */
final class RedisWorkerRegistry implements WorkerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWorkerRegistry.class);
    private static final long LEAVE_SECONDS = 1;

    private final RedisCalls redis;
    private final Keys keys;
    private final AtomicReference<Future<?>> underWay = new AtomicReference<>();

    RedisWorkerRegistry(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void beat(Beat beat, Consumer<Boolean> drain) {
        Future<?> last = underWay.get();
        if (last == null || last.isDone()) {
            RFuture<Object> sent = redis.runAside(Script.BEAT, keys.ofWorkers(),
                    List.of(beat.id(), Records.encode(beat)));
            sent.thenAccept(wanted -> drain.accept(wanted != null));
            underWay.set(sent);
        }
    }

    @Override
    public void drain(String id, boolean wanted) throws InterruptedException {
        redis.run(Script.DRAIN, RScript.ReturnType.VALUE, keys.ofWorkers(), List.of(id, wanted ? 1 : 0));
    }

    @Override
    public void leave(String id) {
        try {
            redis.runAside(Script.BEAT, keys.ofWorkers(), List.of(id, "")).get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException away) {
            LOG.debug("worker {} leaves without a word: {}", id, RedisErrors.reason(away));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Beat> alive() throws InterruptedException {
        List<Object> answer = redis.run(Script.ALIVE, RScript.ReturnType.LIST, keys.ofWorkers(),
                List.of(LONGEST_SILENCE.toMillis()));
        List<Beat> alive = new ArrayList<>();
        for (int at = 0; at < answer.size(); at += 2) {
            Duration age = Duration.ofMillis(Long.parseLong((String) answer.get(at)));
            Records.readable(List.of(answer.get(at + 1)), Beat.class).stream()
                    .filter(beat -> age.compareTo(beat.silence()) <= 0).forEach(alive::add);
        }
        return alive;
    }
}

package io.irodsingest.common.state.redis;

import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;

/**
 * The way to Redis: whatever goes over it waits while Redis is away and is then sent again, so everything sent must bear being
 * run twice. Thread-safe.
 */
final class RedisCalls {
    /** How often a call fails on its own, while others are answered, before it says so. */
    private static final int SILENT_REPEATS = 3;
    private static final int MOST_LOADS = 10;
    /** Redisson's own limits are far below; this one is for a future that it forgets. */
    private static final long FORGOTTEN_AFTER_SECONDS = 30;

    private final RedissonClient redisson;
    private final Outages outages;
    private final String address;
    /** Whether commands of one batch may go to several servers, in any order. */
    private final boolean clustered;
    private final RedisMeters meters;
    /** When Redis gave its latest answer. */
    private volatile long answeredAt = System.nanoTime();

    RedisCalls(RedissonClient redisson, Outages outages, RedisSettings settings, RedisMeters meters) {
        this.redisson = redisson;
        this.outages = outages;
        this.address = settings.address();
        this.clustered = settings.layout() == RedisSettings.Layout.CLUSTER;
        this.meters = meters;
    }

    long roundTrips() {
        return meters.roundTrips();
    }

    boolean isClustered() {
        return clustered;
    }

    RedissonClient redisson() {
        return redisson;
    }

    /** Sends a command until it is answered. */
    <T> T send(Supplier<RFuture<T>> command) throws InterruptedException {
        return outages.untilBack(() -> await(command));
    }

    /** @param keys at least one; all in one slot */
    <T> T run(Script script, RScript.ReturnType type, List<Object> keys, List<?> arguments)
            throws InterruptedException {
        return runText(TextOrBytes.INSTANCE, script.text(), type, keys, arguments);
    }

    /** As {@link #run}, of a script that answers with a list, in which bytes stand for texts. */
    List<Object> runForBytes(String script, List<Object> keys, List<?> arguments) throws InterruptedException {
        return runText(TextOrBytes.ANSWERING_BYTES, script, RScript.ReturnType.LIST, keys, arguments);
    }

    private <T> T runText(Codec codec, String script, RScript.ReturnType type, List<Object> keys, List<?> arguments)
            throws InterruptedException {
        return outages.untilBack(
                () -> withScript(script, keys, () -> await(() -> start(codec, script, type, keys, arguments))));
    }

    /**
     * Redis may be made to forget its scripts at any moment, also between their loading and their use: what did not find its script
     * had no effect, and is sent again.
     */
    private <T> T withScript(String script, List<Object> keys, Outages.Attempt<T, RuntimeException> use)
            throws UnavailableException, InterruptedException {
        for (int loads = 0;; loads++) {
            try {
                return use.run();
            } catch (RuntimeException problem) {
                if (loads == MOST_LOADS || !RedisErrors.isScriptMissing(problem)) {
                    throw problem;
                }
                await(() -> redisson.getScript(StringCodec.INSTANCE).scriptLoadAsync(slotOf(keys), script));
            }
        }
    }

    /** Sends a script and forgets it. */
    RFuture<Object> runAside(Script script, List<Object> keys, List<?> arguments) {
        long begun = meters.sent();
        RFuture<Object> answer = start(TextOrBytes.INSTANCE, script.text(), RScript.ReturnType.VALUE, keys, arguments);
        answer.whenComplete((value, failure) -> meters.ended(begun, failure == null));
        return answer;
    }

    /** Sends commands together, in one round trip for each server they concern; the answers are in order. */
    List<?> batch(Consumer<RBatch> commands) throws InterruptedException {
        return send(() -> executed(commands)).getResponses();
    }

    /**
     * Sends commands in steps, none of which begins before the last one is done: in one round trip to a single server, and in one
     * for each step to a cluster. The answers are in order.
     */
    List<?> inOrder(List<Consumer<RBatch>> steps) throws InterruptedException {
        if (!clustered) {
            return steps.isEmpty() ? List.of() : batch(together(steps));
        }
        List<Object> answers = new ArrayList<>();
        for (Consumer<RBatch> step : steps) {
            answers.addAll(batch(step));
        }
        return answers;
    }

    private static Consumer<RBatch> together(List<Consumer<RBatch>> steps) {
        return batch -> steps.forEach(step -> step.accept(batch));
    }

    @SuppressWarnings("unchecked")
    static List<Object> asList(Object answer) {
        return (List<Object>) answer;
    }

    private static String slotOf(List<Object> keys) {
        return (String) keys.getFirst();
    }

    private <T> RFuture<T> start(Codec codec, String script, RScript.ReturnType type, List<Object> keys,
            List<?> arguments) {
        return redisson.getScript(codec).evalAsync(slotOf(keys), RScript.Mode.READ_WRITE, script, type, keys,
                arguments.toArray());
    }

    private RFuture<org.redisson.api.BatchResult<?>> executed(Consumer<RBatch> commands) {
        RBatch batch = redisson.createBatch();
        commands.accept(batch);
        return batch.executeAsync();
    }

    private <T> T await(Supplier<RFuture<T>> command) throws UnavailableException, InterruptedException {
        for (int repeats = 0;; repeats++) {
            long begun = meters.sent();
            boolean answered = false;
            try {
                T answer = command.get().toCompletableFuture().get(FORGOTTEN_AFTER_SECONDS, TimeUnit.SECONDS);
                answered = true;
                answeredAt = System.nanoTime();
                return answer;
            } catch (TimeoutException forgotten) {
                throw new UnavailableException(Dependency.REDIS, address + " does not answer", forgotten);
            } catch (ExecutionException | RuntimeException failed) {
                Throwable problem = failed instanceof ExecutionException ? failed.getCause() : failed;
                answered = RedisErrors.isScriptMissing(problem);
                throwUnlessOutage(problem);
                if (RedisErrors.isUnable(problem)) {
                    throw UnavailableException.refused(Dependency.REDIS, "",
                            address + ": " + RedisErrors.reason(problem), problem);
                }
                // when others were answered since this began, it is the end of an outage and not a new one
                if (answeredAt - begun < 0 || repeats == SILENT_REPEATS) {
                    throw new UnavailableException(Dependency.REDIS, address + ": " + RedisErrors.reason(problem),
                            problem);
                }
            } finally {
                meters.ended(begun, answered);
            }
        }
    }

    private void throwUnlessOutage(Throwable problem) {
        if (RedisErrors.isRefusal(problem)) {
            throw new RedisRefusedException(address + " refuses us: " + RedisErrors.reason(problem), problem);
        }
        if (!RedisErrors.isOutage(problem)) {
            throw problem instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException("Redis could not do it: " + RedisErrors.reason(problem), problem);
        }
    }
}

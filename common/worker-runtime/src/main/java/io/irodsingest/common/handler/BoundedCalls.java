package io.irodsingest.common.handler;

import io.irodsingest.handlerapi.SkipEntryException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs what users wrote, on threads that can be left behind. Whatever it throws or does, the caller goes on: with its answer,
 * with one line that says what it threw, or after a limit without it. Thread-safe.
 */
final class BoundedCalls implements AutoCloseable {
    /** So many calls that never returned show that later ones will not return either. */
    static final int MOST_LEFT_BEHIND = 64;
    private static final Logger LOG = LoggerFactory.getLogger(BoundedCalls.class);
    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final ExecutorService threads;
    private final AtomicInteger leftBehind = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();

    /** What came of a call. */
    private sealed interface Result<T> {
        record Answered<T>(T value) implements Result<T> {}

        record Skipped<T>(String reason) implements Result<T> {}

        record Failed<T>(String reason) implements Result<T> {}
    }

    /**
     * @param name of the event handler, for messages
     * @param loader the class loader that its threads have
     */
    BoundedCalls(String name, ClassLoader loader) {
        this.name = name;
        ThreadFactory factory = Thread.ofPlatform().daemon().name("handler-", 0).factory();
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                work -> {
                    Thread thread = factory.newThread(work);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
    }

    /** Calls that were given up and have not returned yet. */
    int leftBehind() {
        return leftBehind.get();
    }

    /**
     * Makes a call.
     *
     * @param what the method's name, for messages
     * @throws HookFailedException when it threw, or did not return in time
     * @throws HookSkippedException when it threw {@link SkipEntryException}
     * @throws InterruptedException when the caller was interrupted; then so is the call
     */
    <T> T call(String what, Duration limit, Callable<T> work)
            throws HookFailedException, HookSkippedException, InterruptedException {
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            throw new HookFailedException(what + " of " + name + " is not called any more: " + MOST_LEFT_BEHIND
                    + " calls of its methods never returned");
        }
        AtomicBoolean over = new AtomicBoolean();
        Map<String, String> logged = MDC.getCopyOfContextMap();
        FutureTask<Result<T>> call = new FutureTask<>(() -> guarded(work, over, logged));
        try {
            threads.execute(call);
        } catch (OutOfMemoryError | RejectedExecutionException noThread) {
            throw new HookFailedException(what + " of " + name + " could not be called: " + noThread.getMessage());
        }
        return switch (await(call, over, what, limit)) {
            case Result.Answered<T> answered -> answered.value();
            case Result.Skipped<T> skipped -> throw new HookSkippedException(skipped.reason());
            case Result.Failed<T> failed -> throw new HookFailedException(
                    what + " of " + name + " failed: " + failed.reason());
        };
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** @param logged what log lines of the caller name, and so those of the call; null for nothing */
    private <T> Result<T> guarded(Callable<T> work, AtomicBoolean over, Map<String, String> logged) {
        if (logged != null) {
            MDC.setContextMap(logged);
        }
        try {
            return new Result.Answered<>(work.call());
        } catch (SkipEntryException skipped) {
            return new Result.Skipped<>(Throwables.message(skipped));
        } catch (Throwable anything) {
            return new Result.Failed<>(Throwables.describe(anything));
        } finally {
            MDC.clear();
            if (!over.compareAndSet(false, true)) {
                leftBehind.decrementAndGet();
            }
        }
    }

    private <T> Result<T> await(FutureTask<Result<T>> call, AtomicBoolean over, String what, Duration limit)
            throws HookFailedException, InterruptedException {
        try {
            return call.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            abandon(call, over, what);
            throw new HookFailedException(what + " of " + name + " did not return within " + seconds(limit));
        } catch (InterruptedException ending) {
            abandon(call, over, what);
            throw ending;
        } catch (ExecutionException beyondHelp) {
            throw new HookFailedException(what + " of " + name + " failed: " + beyondHelp.getCause().getClass());
        } catch (CancellationException closed) {
            throw new HookFailedException(what + " of " + name + " was given up");
        }
    }

    private void abandon(FutureTask<?> call, AtomicBoolean over, String what) {
        if (over.compareAndSet(false, true)) {
            leftBehind.incrementAndGet();
        }
        call.cancel(true);
        if (warned.compareAndSet(false, true)) {
            LOG.warn("{} of {} is given up; a call that takes no notice of its interrupt keeps a thread", what, name);
        }
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}

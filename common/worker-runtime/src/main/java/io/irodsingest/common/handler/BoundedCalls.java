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
public final class BoundedCalls implements AutoCloseable {
    /** So many calls that never returned show that later ones will not return either. */
    public static final int MOST_LEFT_BEHIND = 64;
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
     * @param name of the object that is called, for messages
     * @param loader the class loader that its threads have
     */
    public BoundedCalls(String name, ClassLoader loader) {
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
    public int leftBehind() {
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
    public <T> T call(String what, Duration limit, Callable<T> work)
            throws HookFailedException, HookSkippedException, InterruptedException {
        Call<T> call = start(what, work);
        if (!call.hasEnded(limit)) {
            call.abandon();
            throw new HookFailedException(what + " of " + name + " did not return within " + seconds(limit));
        }
        return call.answer();
    }

    /**
     * Begins a call that the caller waits for, or abandons.
     *
     * @param what the method's name, for messages
     * @throws HookFailedException when too many calls never returned, or there is no thread for it
     */
    public <T> Call<T> start(String what, Callable<T> work) throws HookFailedException {
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
        return new Call<>(what, call, over);
    }

    /** A call under way. Belongs to the thread that began it. */
    public final class Call<T> {
        private final String what;
        private final FutureTask<Result<T>> call;
        private final AtomicBoolean over;

        private Call(String what, FutureTask<Result<T>> call, AtomicBoolean over) {
            this.what = what;
            this.call = call;
            this.over = over;
        }

        /**
         * Waits for its end.
         *
         * @return whether it has ended within that time
         * @throws InterruptedException when the caller was interrupted; then the call is abandoned
         */
        public boolean hasEnded(Duration within) throws InterruptedException {
            try {
                call.get(TimeUnit.NANOSECONDS.convert(within), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException late) {
                return false;
            } catch (ExecutionException | CancellationException ended) {
                return true;
            } catch (InterruptedException ending) {
                abandon();
                throw ending;
            }
        }

        /**
         * Its answer, when it has ended.
         *
         * @throws HookFailedException when it threw, or was abandoned
         * @throws HookSkippedException when it threw {@link SkipEntryException}
         */
        public T answer() throws HookFailedException, HookSkippedException {
            try {
                return switch (call.resultNow()) {
                    case Result.Answered<T> answered -> answered.value();
                    case Result.Skipped<T> skipped -> throw new HookSkippedException(skipped.reason());
                    case Result.Failed<T> failed -> throw new HookFailedException(
                            what + " of " + name + " failed: " + failed.reason());
                };
            } catch (IllegalStateException noResult) {
                throw new HookFailedException(call.isCancelled()
                        ? what + " of " + name + " was given up"
                        : what + " of " + name + " failed: " + call.exceptionNow().getClass());
            }
        }

        /** Interrupts it and leaves it behind: until it returns, it is counted. Without effect when it has ended. */
        public void abandon() {
            if (over.compareAndSet(false, true)) {
                leftBehind.incrementAndGet();
            }
            call.cancel(true);
            if (warned.compareAndSet(false, true)) {
                LOG.warn("{} of {} is given up; a call that takes no notice of its interrupt keeps a thread", what,
                        name);
            }
        }
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

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}

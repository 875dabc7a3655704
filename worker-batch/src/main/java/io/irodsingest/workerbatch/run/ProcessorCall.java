package io.irodsingest.workerbatch.run;

import io.irodsingest.common.handler.BoundedCalls;
import io.irodsingest.common.handler.HandlerSession;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.workerbatch.plugin.LoadedProcessor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A call of a processor under way, on a thread of its own. The thread of the task waits for it, lends it a session when it asks for one,
 * and leaves it behind when it takes too long. Thread-safe.
 */
final class ProcessorCall {
    /** What is done on the thread of the call. */
    @FunctionalInterface
    interface Body {
        void run(ProcessorCall call) throws Exception;
    }

    /** What the thread of the task has to do. */
    enum State {
        RUNNING, WANTS_SESSION, ENDED
    }

    private static final Duration LAST_STEP = Duration.ofSeconds(10);

    private final BoundedCalls.Call<Void> call;
    private boolean wanted;
    private boolean over;
    private HandlerSession lent;
    /** By {@link System#nanoTime}. */
    private long since = System.nanoTime();

    private ProcessorCall(LoadedProcessor processor, String method, Body body)
            throws HookFailedException {
        call = processor.calls().start(method, () -> {
            try {
                body.run(this);
                return null;
            } finally {
                end();
            }
        });
    }

    /**
     * Begins a call.
     *
     * @param method for messages
     * @throws HookFailedException when the processor is not called any more
     */
    static ProcessorCall begin(LoadedProcessor processor, String method, Body body) throws HookFailedException {
        return new ProcessorCall(processor, method, body);
    }

    /** Waits until there is something to do, or for so long. */
    synchronized State await(Duration most) throws InterruptedException {
        long until = System.nanoTime() + most.toNanos();
        while (state() == State.RUNNING && until - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(TimeUnit.MILLISECONDS.toNanos(1), until - System.nanoTime()));
        }
        return state();
    }

    private State state() {
        return over ? State.ENDED : wanted && lent == null ? State.WANTS_SESSION : State.RUNNING;
    }

    /** How long the call, or the row that it is at, has been at work; what it waited for a session does not count. */
    synchronized Duration time() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Another row begins. */
    synchronized void beginsAnew() {
        since = System.nanoTime();
    }

    /** Gives it a session, which is taken back by closing it. */
    synchronized void lend(HandlerSession session) {
        lent = session;
        since = System.nanoTime();
        notifyAll();
    }

    /** Whether it has a session, and that has lost iRODS. */
    synchronized boolean isLost() {
        return lent != null && lent.lost().isPresent();
    }

    /** Asked by the processor. */
    HandlerSession session() {
        synchronized (this) {
            wanted = true;
            notifyAll();
            while (lent == null && !over) {
                try {
                    wait();
                } catch (InterruptedException given) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("the call was given up while it waited for iRODS", given);
                }
            }
            if (over) {
                throw new IllegalStateException("the call that a session is asked for is over");
            }
            return lent;
        }
    }

    /** Nothing that it does counts any more. */
    void abandon() {
        call.abandon();
        end();
    }

    private synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Of a call that has ended: why it failed; empty when it returned. */
    Optional<String> failure() throws InterruptedException {
        try {
            call.hasEnded(LAST_STEP);
            call.answer();
            return Optional.empty();
        } catch (HookFailedException | HookSkippedException failed) {
            return Optional.of(failed.getMessage());
        }
    }
}

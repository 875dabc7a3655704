package io.irodsingest.workerbatch.run;

import io.irodsingest.common.handler.HandlerSession;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.workerbatch.run.ProcessorCall.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Makes the calls of a task, one after the other, on connections to iRODS as far as they ask for one. When iRODS is lost in the middle of
 * a call, what is left is called again when it is back. Belongs to the thread of the task.
 */
final class Calls {
    /** What is to be called. */
    interface Work {
        /** The next call, which has begun; empty when nothing is left. */
        Optional<ProcessorCall> next() throws InterruptedException;

        /** Looks at a call that runs: whether it takes too long, and what has come of it. */
        void look(ProcessorCall call) throws InterruptedException;

        /** The call has ended, or was left behind. */
        void ended(ProcessorCall call) throws InterruptedException;

        /** What is left cannot be done, for iRODS breaks each connection that works on it. */
        void hopeless(String reason);
    }

    private static final Duration LOOK = Duration.ofMillis(100);

    private final TaskContext context;
    private final Work work;
    /** A call that waits for a session; empty most of the time. */
    private Optional<ProcessorCall> waiting = Optional.empty();

    Calls(TaskContext context, Work work) {
        this.context = context;
        this.work = work;
    }

    /** Makes all calls. */
    void run() throws InterruptedException {
        Optional<ProcessorCall> call = work.next();
        while (call.isPresent() && watched(call.get())) {
            call = work.next();
        }
        if (call.isPresent()) {
            waiting = call;
            runOnIrods();
        }
    }

    private void runOnIrods() throws InterruptedException {
        try {
            context.irods(session -> {
                runOn(session);
                return null;
            });
        } catch (IrodsException broken) {
            work.hopeless("iRODS: " + broken.getMessage());
        } finally {
            waiting.ifPresent(ProcessorCall::abandon);
        }
    }

    private void runOn(IrodsSession session) throws UnavailableException, InterruptedException {
        Optional<ProcessorCall> call = waiting.isPresent() ? waiting : work.next();
        waiting = Optional.empty();
        while (call.isPresent()) {
            HandlerSession lent = new HandlerSession(session);
            try {
                call.get().lend(lent);
                watched(call.get());
            } finally {
                lent.close();
            }
            if (lent.lost().isPresent()) {
                throw lent.lost().get();
            }
            call = work.next();
        }
    }

    /** @return whether the call has ended; else it wants a session */
    private boolean watched(ProcessorCall call) throws InterruptedException {
        boolean well = false;
        try {
            State state = call.await(LOOK);
            while (state == State.RUNNING) {
                work.look(call);
                state = call.await(LOOK);
            }
            if (state == State.ENDED) {
                work.ended(call);
            }
            well = true;
            return state == State.ENDED;
        } finally {
            if (!well) {
                call.abandon();
            }
        }
    }
}

package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Optional;

/**
 * How one job is done: what its specification says, and where it has an event handler, what that says. Made once for each job in a
 * worker. Thread-safe.
 */
public interface JobPolicy {

    /** What a specification says, without an event handler; an {@link EntryPolicy} for work on entries. */
    static JobPolicy specified(JobSpec spec) {
        return spec.work() instanceof EntryWork work
                ? new SpecifiedPolicy(work, spec.options())
                : new OptionsPolicy(spec.options());
    }

    /** On whose behalf the job works; empty for ourselves. @throws HookFailedException when the event handler cannot say */
    Optional<User> asUser() throws HookFailedException, InterruptedException;

    /** How often an entry that failed is tried again. @throws HookFailedException as above */
    int maxRetries() throws HookFailedException, InterruptedException;

    /** The pause before a try. @param retry 1 for the first. @throws HookFailedException as above */
    Duration delay(int retry) throws HookFailedException, InterruptedException;

    /** How long a task may take. @throws HookFailedException as above */
    Duration timeout() throws HookFailedException, InterruptedException;

    /** Whether the event handler wants to be called then; what nobody wants costs nothing. */
    boolean has(Hook hook);

    /**
     * Calls the event handler, if it {@link #has} the hook.
     *
     * @param subject null for the hooks of the job
     * @throws HookFailedException  when it threw something, or took longer than {@link #timeout}
     * @throws HookSkippedException when a pre hook wants the entry to be left out
     * @throws UnavailableException when it lost iRODS; it may be called again then
     */
    void call(Hook hook, HookTarget subject, IrodsSession session)
            throws HookFailedException, HookSkippedException, UnavailableException, InterruptedException;
}

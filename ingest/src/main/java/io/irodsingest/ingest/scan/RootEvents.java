package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls the hooks of the collections that a job's source needs, and keeps what came of it. Belongs to one thread. */
final class RootEvents {
    private final TaskContext context;
    private final EntryStamp stamp;
    private final Counts.Builder counts;
    private final List<EntryFailure> failures = new ArrayList<>();

    /**
     * @param stamp what the source directory is like now
     * @param counts takes what is skipped and what failed
     */
    RootEvents(TaskContext context, EntryStamp stamp, Counts.Builder counts) {
        this.context = context;
        this.stamp = stamp;
        this.counts = counts;
    }

    boolean has(Hook hook) {
        return context.policy().has(hook);
    }

    /** Returns whether the source is not left out; without the root there is no pass, so a failure is one of the job. */
    boolean before(Hook hook, String collection) throws HookFailedException, IrodsException, InterruptedException {
        try {
            call(hook, collection);
            return true;
        } catch (HookSkippedException skipped) {
            counts.add(IngestCount.SKIPPED);
            return false;
        }
    }

    void after(Hook hook, String collection) throws IrodsException, InterruptedException {
        try {
            call(hook, collection);
        } catch (HookFailedException failed) {
            counts.add(Count.FAILED);
            failures.add(new EntryFailure(IngestSpec.of(context.spec()).source(), failed.getMessage(), context.now()));
        } catch (HookSkippedException impossible) {
            throw new IllegalStateException("a post hook cannot skip", impossible);
        }
    }

    List<EntryFailure> failures() {
        return failures;
    }

    private void call(Hook hook, String collection)
            throws HookFailedException, HookSkippedException, IrodsException, InterruptedException {
        if (!has(hook)) {
            return;
        }
        HookTarget subject = new HookTarget(IngestSpec.of(context.spec()).source(), collection, Optional.of(stamp));
        Exception thrown = context.irods(session -> {
            try {
                context.policy().call(hook, subject, session);
                return null;
            } catch (HookFailedException | HookSkippedException told) {
                return told;
            }
        });
        switch (thrown) {
            case HookFailedException failed -> throw failed;
            case HookSkippedException skipped -> throw skipped;
            case null, default -> {
            }
        }
    }
}

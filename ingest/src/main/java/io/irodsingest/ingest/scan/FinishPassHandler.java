package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import java.util.List;

/** Calls the hook at the end of a pass that changes things. One that fails is a failure of the source as a whole. */
public final class FinishPassHandler implements TaskHandler<FinishPass> {
    @Override
    public Outcome handle(FinishPass task, TaskContext context) throws InterruptedException {
        try {
            if (IngestSpec.of(context.spec()).mode() == Mode.APPLY) {
                context.callOncePerPass(Hook.POST_JOB);
            }
            return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);
        } catch (HookFailedException failed) {
            return failed(task, context, failed.getMessage());
        }
    }

    @Override
    public Outcome failed(FinishPass task, TaskContext context, String error) {
        return new Outcome.Done(Counts.of(Count.FAILED, 1), List.of(),
                List.of(new EntryFailure(IngestSpec.of(context.spec()).source(), error, context.now())),
                CacheUpdate.NONE);
    }
}

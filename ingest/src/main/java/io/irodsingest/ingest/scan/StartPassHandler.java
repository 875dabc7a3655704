package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.Compatibility;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.ingesttasks.IngestTask.StartPass;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Source.Root;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.handlerapi.DeleteMode;
import java.io.IOException;
import java.util.Optional;

/** Finds out whether a job can be done at all, before anything is touched. */
public final class StartPassHandler implements TaskHandler<StartPass> {
    private final Sources sources;

    public StartPassHandler(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Outcome handle(StartPass task, TaskContext context) throws InterruptedException {
        return start(context);
    }

    /** Of any pass, whatever its first task is called. */
    Outcome start(TaskContext context) throws InterruptedException {
        try {
            if (IngestSpec.of(context.spec()).mode() == Mode.APPLY) {
                context.callOncePerPass(Hook.PRE_JOB);
            }
            return begin(context);
        } catch (HookFailedException failed) {
            return new Outcome.JobFailed(failed.getMessage());
        }
    }

    @Override
    public Outcome failed(StartPass task, TaskContext context, String error) {
        return new Outcome.JobFailed(error);
    }

    private Outcome begin(TaskContext context) throws HookFailedException, InterruptedException {
        IngestSpec spec = IngestSpec.of(context.spec());
        Root found;
        try {
            found = context.untilBack(sources.of(context.spec())::root);
        } catch (IOException unusable) {
            return new Outcome.JobFailed("source " + spec.source() + " cannot be used: " + unusable.getMessage());
        }
        HookTarget root = new HookTarget(spec.source(), spec.target(), Optional.of(found.stamp()));
        Compatibility.check(EntryPolicy.of(context.policy()), root);
        if (spec.from().listed() && EntryPolicy.of(context.policy()).deleteMode() != DeleteMode.DO_NOT_DELETE) {
            return new Outcome.JobFailed("the event handler wants deletions, which do not go with a list: what is not"
                    + " listed may be in the source all the same");
        }
        Targets.of(context);
        try {
            return new TargetRoot(context, found.stamp()).begin(found.isEmpty());
        } catch (IrodsException refused) {
            return new Outcome.JobFailed("target " + spec.target() + " cannot be used: " + refused.getMessage());
        }
    }
}

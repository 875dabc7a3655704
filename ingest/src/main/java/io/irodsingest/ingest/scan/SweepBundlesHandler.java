package io.irodsingest.ingest.scan;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTask.SweepBundles;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes archives that nobody will unpack any more. All entries are in the target, or have failed, when it runs: what it cannot
 * remove is told in the log, and fails nothing.
 */
public final class SweepBundlesHandler implements TaskHandler<SweepBundles> {
    private static final Logger LOG = LoggerFactory.getLogger(SweepBundlesHandler.class);

    @Override
    public Outcome handle(SweepBundles task, TaskContext context) throws InterruptedException {
        IngestSpec spec = IngestSpec.of(context.spec());
        if (!spec.mode().changesNothing()) {
            Staging staging = Staging.of(spec.target(), context.jobId());
            try {
                Optional<String> left = context.irods(session -> staging.sweep(session, context.now()));
                left.ifPresent(reason -> LOG.warn("something is left of uploads in archives: {}", reason));
            } catch (IrodsException refused) {
                return failed(task, context, new Reply(refused.status(), refused.getMessage()).describe());
            }
        }
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(SweepBundles task, TaskContext context, String error) {
        LOG.warn("what is left of uploads in archives is not removed: {}", error);
        return new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);
    }
}

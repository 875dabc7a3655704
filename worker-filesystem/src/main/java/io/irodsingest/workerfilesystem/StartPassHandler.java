package io.irodsingest.workerfilesystem;

import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.handler.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.Subject;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Mode;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.task.Task.StartPass;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds out whether a job can be done at all, before anything is touched. */
final class StartPassHandler implements TaskHandler<StartPass> {
    @Override
    public Outcome handle(StartPass task, TaskContext context) throws InterruptedException {
        try {
            if (context.spec().options().mode() == Mode.APPLY) {
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

    private static Outcome begin(TaskContext context) throws HookFailedException, InterruptedException {
        JobSpec spec = context.spec();
        Path source = spec.source().toPath();
        EntryStamp stamp;
        boolean isEmpty;
        try {
            stamp = Stat.of(source.toRealPath()).orElseThrow(() -> new NoSuchFileException(source.toString()));
            try (var entries = Files.newDirectoryStream(source)) {
                isEmpty = !entries.iterator().hasNext();
            }
        } catch (IOException unusable) {
            if (unusable instanceof NoSuchFileException && spec.options().mode() == Mode.APPLY) {
                context.cache().forgetTrees(List.of(DirectoryKey.above(spec)));
            }
            return new Outcome.JobFailed("source " + spec.source() + " cannot be used: " + switch (unusable) {
                case NoSuchFileException missing -> "it does not exist on this worker's machine";
                case NotDirectoryException file -> "it is not a directory";
                default -> Errors.describe(unusable);
            });
        }
        Optional<String> mismatch = mismatch(context, stamp);
        if (mismatch.isPresent()) {
            return new Outcome.JobFailed(mismatch.get());
        }
        try {
            return new TargetRoot(context, stamp).begin(isEmpty);
        } catch (IrodsException refused) {
            return new Outcome.JobFailed("target " + spec.target() + " cannot be used: " + refused.getMessage());
        }
    }

    /** What an event handler says may go together as little as what the command line says. */
    private static Optional<String> mismatch(TaskContext context, EntryStamp stamp)
            throws HookFailedException, InterruptedException {
        Behaviour behaviour = context.behaviour();
        Subject root = new Subject(context.spec().source(), context.spec().target(), Optional.of(stamp));
        Operation operation = behaviour.operation(root);
        DeleteMode mode = behaviour.deleteMode();
        if (!mode.goesWith(operation)) {
            return Optional.of("delete mode " + mode + " does not go with operation " + operation);
        }
        Targets.of(context);
        return Optional.empty();
    }
}

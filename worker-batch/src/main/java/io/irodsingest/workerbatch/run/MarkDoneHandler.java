package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.BatchTask;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.workerbatch.plugin.LoadedProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tells the processor that all is done, once. What it throws is told among the failures, and is none: the results stand.
 *
 * @param <T> the task of batches, or that of slow queries
 */
public final class MarkDoneHandler<T extends BatchTask> implements TaskHandler<T> {
    private static final String NAME = "markDone";
    private static final RawPath SUBJECT = new RawPath(NAME);

    private final BatchParts parts;

    public MarkDoneHandler(BatchParts parts) {
        this.parts = parts;
    }

    @Override
    public Outcome handle(T task, TaskContext context) throws InterruptedException {
        Found<LoadedProcessor> found = Found.of(parts, context, LoadedProcessor.class);
        if (!found.processor().wantsMarkDone()) {
            return done(List.of());
        }
        Optional<String> blame = Crashes.of(context).blame();
        if (blame.isPresent()) {
            return failed(task, context, blame.get());
        }
        Job job = parts.jobs().byId(context.jobId())
                .orElseThrow(() -> new JobFailedException("the record of the batch is not in Redis any more"));
        Call call = new Call(found, summary(job.counts()), limit(context, found.task()));
        context.oncePerPass("mark-done", () -> new Calls(context, call).run());
        return done(call.trouble.stream().map(text -> EntryFailure.notice(SUBJECT, text, context.now())).toList());
    }

    private static Duration limit(TaskContext context, Duration task) {
        Duration wanted = BatchSpec.of(context.spec()).rowTimeout().orElse(BatchParts.ROW_LIMIT);
        Duration most = BatchParts.ofCall(task);
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    private static BatchSummary summary(Counts counts) {
        return new BatchSummary(counts.of(BatchCount.ROWS), counts.of(BatchCount.SUCCEEDED), counts.of(Count.FAILED));
    }

    private static Outcome.Done done(List<EntryFailure> notices) {
        return new Outcome.Done(Counts.NONE, List.of(), notices, CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(T task, TaskContext context, String error) {
        return done(List.of(EntryFailure.notice(SUBJECT, NAME + ": " + error, context.now())));
    }

    /** The one call. */
    private static final class Call implements Calls.Work {
        private final Found<LoadedProcessor> found;
        private final BatchSummary summary;
        private final Duration limit;
        private boolean called;
        private Optional<String> trouble = Optional.empty();

        Call(Found<LoadedProcessor> found, BatchSummary summary, Duration limit) {
            this.found = found;
            this.summary = summary;
            this.limit = limit;
        }

        @Override
        public Optional<ProcessorCall> next() {
            if (called) {
                return Optional.empty();
            }
            called = true;
            try {
                return Optional.of(ProcessorCall.begin(found.processor(), NAME,
                        call -> found.processor().markDone(summary, new CallContext(found.facts(), call))));
            } catch (HookFailedException notCalled) {
                trouble = Optional.of(notCalled.getMessage());
                return Optional.empty();
            }
        }

        @Override
        public void look(ProcessorCall call) {
            if (call.time().compareTo(limit) > 0) {
                call.abandon();
                trouble = Optional.of(NAME + " of " + found.processor().label() + " did not return within "
                        + limit.toSeconds() + " s");
            }
        }

        @Override
        public void ended(ProcessorCall call) throws InterruptedException {
            if (call.isLost()) {
                called = false;
            } else if (trouble.isEmpty()) {
                trouble = call.failure();
            }
        }

        @Override
        public void hopeless(String reason) {
            trouble = Optional.of(NAME + " of " + found.processor().label() + " failed: " + reason);
        }
    }
}

package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.BatchTask.AnswerQuery;
import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.handlerapi.batch.RowResult;
import io.irodsingest.workerbatch.plugin.LoadedProcessor.OfQuery;
import io.irodsingest.workerbatch.output.Deliveries;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers a slow query. Its output files go to Redis before its result, which names them. */
public final class AnswerQueryHandler implements TaskHandler<AnswerQuery> {
    private static final int FIRST = 0;

    private final BatchParts parts;
    private final ChunkReader reader;
    private final Deliveries deliveries;
    private final long mostBytes;

    /** @param mostBytes that the output files of a query may have together */
    public AnswerQueryHandler(BatchParts parts, Deliveries deliveries, long mostBytes) {
        this.deliveries = deliveries;
        this.parts = parts;
        this.reader = new ChunkReader(parts.batches());
        this.mostBytes = mostBytes;
    }

    @Override
    public Outcome handle(AnswerQuery task, TaskContext context) throws InterruptedException {
        deliveries.check(context.spec());
        if (reader.results(context.jobId(), FIRST, FIRST).values().stream().anyMatch(Succeeded.class::isInstance)) {
            return done(task, new Counts.Builder().add(BatchCount.SUCCEEDED));
        }
        Found<OfQuery> found = Found.of(parts, context, OfQuery.class);
        BatchRow row = reader.rows(context.jobId(), FIRST, FIRST).getFirst();
        Optional<String> blame = Crashes.of(context).blame();
        if (blame.isPresent()) {
            return with(task, ResultForms.failed(row.line(), blame.get()));
        }
        context.ifCutOff(error -> with(task, ResultForms.failed(row.line(), error)));
        QueryCall call = new QueryCall(found, task, row, limit(context, found.task()), mostBytes);
        try {
            new Calls(context, call).run();
            return switch (call.result()) {
                case RowResult.Success done -> succeeded(task, context, call, ResultForms.success(row.line(), done));
                case RowResult.Failure failure -> with(task, ResultForms.failure(row.line(), failure));
                case RowResult.TryLater later -> putBack(task, context, found, row, later);
            };
        } finally {
            call.output().close();
        }
    }

    private static Duration limit(TaskContext context, Duration task) {
        Duration most = BatchParts.ofCall(task);
        return BatchSpec.of(context.spec()).rowTimeout().filter(wanted -> wanted.compareTo(most) < 0).orElse(most);
    }

    private Outcome succeeded(AnswerQuery task, TaskContext context, QueryCall call, StoredResult result)
            throws InterruptedException {
        if (!(result instanceof Succeeded)) {
            return with(task, result);
        }
        try {
            call.output().finish();
            if (call.output().refusal().isPresent()) {
                return with(task, ResultForms.failed(result.line(), call.output().refusal().get()));
            }
            List<QueryFile> files = call.output().hand((field, part) -> parts.batches().put(context.jobId(),
                    BatchStore.FILES, Map.of(field, part)));
            return with(task, result, new PageChange(BatchStore.FILES,
                    Map.of(QueryFile.INDEX, QueryFile.encode(files))));
        } catch (IOException unwritable) {
            return with(task, ResultForms.failed(result.line(), call.output().refusal()
                    .orElse("its output files could not be kept on the worker: " + unwritable)));
        }
    }

    private static Outcome putBack(AnswerQuery task, TaskContext context, Found<OfQuery> found, BatchRow row,
            RowResult.TryLater later) {
        if (task.retry() >= found.maxRetries()) {
            return with(task, ResultForms.failed(row.line(), Chunk.givenUp(later.reason(), found.maxRetries())));
        }
        EntryFailure reason = new EntryFailure(RawPath.ofText("line " + row.line()), later.reason(), context.now());
        int retry = task.retry() + 1;
        return with(task, new PutBack(row.line(), retry, later.reason())).withRetryTasks(
                List.of(new Outcome.RetryTask(new AnswerQuery(retry), retry, List.of(reason),
                        Chunk.bounded(later.delay()))));
    }

    private static Outcome.Done with(AnswerQuery task, StoredResult result, PageChange... more) {
        Counts.Builder counts = new Counts.Builder();
        switch (result) {
            case Succeeded done -> counts.add(BatchCount.SUCCEEDED);
            case StoredResult.Failed failed -> counts.add(Count.FAILED);
            case PutBack later -> {
                // counted when it has come to its end
            }
        }
        PageChange page = new PageChange(BatchStore.RESULTS, Map.of(BatchStore.resultField(FIRST, FIRST),
                ResultChunk.encode(List.of(result))));
        return done(task, counts).withPages(
                more.length == 0 ? new PageChange[]{page} : new PageChange[]{page, more[0]});
    }

    private static Outcome.Done done(AnswerQuery task, Counts.Builder counts) {
        if (task.isFirst()) {
            counts.add(BatchCount.ROWS);
        }
        return new Outcome.Done(counts.build(), List.of(), List.of(), CacheUpdate.NONE);
    }

    @Override
    public Outcome failed(AnswerQuery task, TaskContext context, String error) {
        return new Outcome.JobFailed("the query cannot be answered: " + error);
    }
}

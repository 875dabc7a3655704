package io.irodsingest.orchestrator;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchTask;
import io.irodsingest.batchtasks.BatchTask.AnswerQuery;
import io.irodsingest.batchtasks.BatchTask.MarkAnswered;
import io.irodsingest.batchtasks.BatchTask.MarkDone;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.batchtasks.BatchTask.StartBatch;
import io.irodsingest.batchtasks.Batches;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.HandlerResources;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.common.worker.TaskHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Stands for a worker with processors in tests of what is around them: {@code sample echo} for batches, whose rows fail if they have the word
 * {@code fail} in them and take for ever if they have {@code hang} in them, and {@code sample ask} for slow queries. The result of a row is its input.
 */
public final class PretendedRows {
    public static final List<String> QUEUES = List.of("batch", "query");

    private final BatchStore store;
    private final CountDownLatch gate;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean healed;

    /** @param gate rows wait for it */
    public PretendedRows(BatchStore store, CountDownLatch gate) {
        this.store = store;
        this.gate = gate;
    }

    public PretendedRows(BatchStore store) {
        this(store, new CountDownLatch(0));
    }

    /** Opens when a row has begun. */
    public CountDownLatch begun() {
        return begun;
    }

    /** From now on, no row fails. */
    public void heal() {
        healed = true;
    }

    public TaskHandlers handlers() {
        return new TaskHandlers().of(new Batches()).with(StartBatch.class, handler((task, context) -> start(context)))
                .with(ProcessRows.class, handler((task, context) -> process(task.segment(), task.chunk(), context)))
                .with(AnswerQuery.class, handler((task, context) -> process(0, 0, context)))
                .with(MarkDone.class, handler((task, context) -> nothing(List.of())))
                .with(MarkAnswered.class, handler((task, context) -> nothing(List.of())))
                .using(new HandlerResources() {
                    @Override
                    public List<String> offers() {
                        return List.of("batch sample echo", "query sample ask");
                    }

                    @Override
                    public void close() {
                        gate.countDown();
                    }
                });
    }

    private static Outcome nothing(List<Task> children) {
        return new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE);
    }

    private Outcome start(TaskContext context) throws InterruptedException {
        List<Task> children = new ArrayList<>();
        List<Segment> segments = store.content(context.jobId()).segments();
        for (int segment = 0; segment < segments.size(); segment++) {
            for (int chunk = 0; chunk < segments.get(segment).chunks(); chunk++) {
                children.add(rows(segment, chunk));
            }
        }
        return new Outcome.Done(Counts.of(BatchCount.ROWS, segments.stream().mapToLong(Segment::rows).sum()), children,
                List.of(), CacheUpdate.NONE);
    }

    private static BatchTask rows(int segment, int chunk) {
        return new ProcessRows(segment, chunk);
    }

    private Outcome process(int segment, int chunk, TaskContext context) throws InterruptedException {
        begun.countDown();
        gate.await();
        List<BatchRow> rows = RowChunk.decode(
                store.rows(context.jobId(), store.content(context.jobId()).segments().get(segment), chunk)
                        .orElseThrow());
        if (rows.stream().anyMatch(row -> row.json().contains("hang"))) {
            new CountDownLatch(1).await();
        }
        List<StoredResult> results = rows.stream().map(this::result).toList();
        long failed = results.stream().filter(StoredResult.Failed.class::isInstance).count();
        return new Outcome.Done(new Counts.Builder().add(BatchCount.SUCCEEDED, results.size() - failed)
                .add(Count.FAILED, failed).build(), List.of(), List.of(), CacheUpdate.NONE)
                .withPages(new PageChange(BatchStore.RESULTS,
                        Map.of(BatchStore.resultField(segment, chunk), ResultChunk.encode(results))));
    }

    private StoredResult result(BatchRow row) {
        Map<String, String> output = row.json().contains("output") ? Map.of("out.txt", "line " + row.line()) : Map.of();
        return row.json().contains("fail") && !healed
                ? new StoredResult.Failed(row.line(), List.of("it was to fail", "really"), output)
                : new StoredResult.Succeeded(row.line(), row.json(), output);
    }

    @FunctionalInterface
    private interface Work<T extends Task> {
        Outcome of(T task, TaskContext context) throws InterruptedException;
    }

    private static <T extends Task> TaskHandler<T> handler(Work<T> work) {
        return new TaskHandler<>() {
            @Override
            public Outcome handle(T task, TaskContext context) throws InterruptedException {
                return work.of(task, context);
            }

            @Override
            public Outcome failed(T task, TaskContext context, String error) {
                throw new AssertionError(error);
            }
        };
    }
}

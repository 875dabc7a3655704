package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.workerbatch.plugin.LoadedProcessor.OfRows;

/** Works on the rows of a chunk that have no result, and writes what comes of them. */
public final class ProcessRowsHandler implements TaskHandler<ProcessRows> {
    private final BatchParts parts;
    private final ChunkReader reader;

    public ProcessRowsHandler(BatchParts parts) {
        this.parts = parts;
        this.reader = new ChunkReader(parts.batches());
    }

    @Override
    public Outcome handle(ProcessRows task, TaskContext context) throws InterruptedException {
        Found<OfRows> found = Found.of(parts, context, OfRows.class);
        Chunk chunk = new Chunk(task, reader.rows(context.jobId(), task.segment(), task.chunk()),
                reader.results(context.jobId(), task.segment(), task.chunk()), found.maxRetries());
        Crashes crashes = Crashes.of(context);
        chunk.open().forEach(row -> crashes.blame(row.line())
                .ifPresent(why -> chunk.put(ResultForms.failed(row.line(), why))));
        RowsWork work = new RowsWork(found.processor(), found.facts(), chunk, task.rest(), context, crashes,
                new RowsWork.Times(BatchSpec.of(context.spec()).rowTimeout().orElse(BatchParts.ROW_LIMIT),
                        BatchParts.ofCall(found.task()), parts.partInterval()));
        work.keepIfCutOff();
        new Calls(context, work).run();
        return chunk.end(context.now());
    }

    @Override
    public Outcome failed(ProcessRows task, TaskContext context, String error) {
        return new Outcome.JobFailed("rows of the batch cannot be worked on: " + error);
    }
}

package io.irodsingest.workerbatch.output;

import io.irodsingest.batchtasks.BatchTask.DeliverFiles;
import io.irodsingest.batchtasks.QueryFile;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings the output files of a slow query to their place. */
public final class DeliverFilesHandler implements TaskHandler<DeliverFiles> {
    private final BatchStore batches;
    private final Deliveries deliveries;

    public DeliverFilesHandler(BatchStore batches, Deliveries deliveries) {
        this.batches = batches;
        this.deliveries = deliveries;
    }

    @Override
    public Outcome handle(DeliverFiles task, TaskContext context) throws InterruptedException {
        return deliveries.run(task, context, destination -> {
            try (TemporaryFiles temporary = new TemporaryFiles()) {
                for (QueryFile file : index(context.jobId())) {
                    Path content = temporary.file(file.name());
                    write(context.jobId(), file, content);
                    destination.deliver(file.name(), content);
                    Files.delete(content);
                }
            }
        });
    }

    private List<QueryFile> index(String jobId) throws InterruptedException {
        byte[] index = part(jobId, QueryFile.INDEX);
        return index == null ? List.of() : QueryFile.decode(index);
    }

    private void write(String jobId, QueryFile file, Path to) throws IOException, InterruptedException {
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int part = 0; part < file.parts(); part++) {
                byte[] content = part(jobId, file.field(part));
                if (content == null) {
                    throw new IOException("part " + part + " of " + file.name() + " is not in Redis any more");
                }
                out.write(QueryFile.plain(content));
            }
        }
    }

    private byte[] part(String jobId, String field) throws InterruptedException {
        return batches.page(jobId, BatchStore.FILES, List.of(field)).get(field);
    }

    @Override
    public Outcome failed(DeliverFiles task, TaskContext context, String error) {
        return new Outcome.JobFailed("output files could not be delivered: " + error);
    }
}

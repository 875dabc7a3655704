package io.irodsingest.workerbatch.run;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.worker.JobFailedException;
import java.util.List;
import java.util.Map;

/** Reads rows and their results. Thread-safe. */
final class ChunkReader {
    private final BatchStore batches;
    private final Segments segments;

    ChunkReader(BatchStore batches) {
        this.batches = batches;
        this.segments = new Segments(batches);
    }

    /** @throws JobFailedException when they are not there any more, or damaged */
    List<BatchRow> rows(String jobId, int segment, int chunk) throws InterruptedException {
        Segment of = segments.of(jobId, segment);
        byte[] rows = batches.rows(jobId, of, chunk).orElseThrow(() -> new JobFailedException(
                "rows of the batch are not in Redis any more; submit it again"));
        try {
            return RowChunk.decode(rows);
        } catch (IllegalArgumentException damaged) {
            throw new JobFailedException("rows " + segment + '.' + chunk + ": " + damaged.getMessage(), damaged);
        }
    }

    /** What there is, by lines. @throws JobFailedException when it is damaged */
    Map<Long, StoredResult> results(String jobId, int segment, int chunk) throws InterruptedException {
        String field = BatchStore.resultField(segment, chunk);
        byte[] results = batches.page(jobId, BatchStore.RESULTS, List.of(field)).get(field);
        try {
            return results == null ? Map.of() : ResultChunk.decode(results);
        } catch (IllegalArgumentException damaged) {
            throw new JobFailedException("results " + field + ": " + damaged.getMessage(), damaged);
        }
    }
}

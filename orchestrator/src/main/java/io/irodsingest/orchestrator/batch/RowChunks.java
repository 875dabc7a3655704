package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.Chunking;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.orchestrator.batch.ChunkStaging.Chunk;
import io.irodsingest.orchestrator.http.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Rows of a batch as chunks. Not thread-safe. */
final class RowChunks implements ChunkStaging.Chunks {
    private final RowReader rows;
    private final Chunking chunking = new Chunking();
    private boolean any;

    RowChunks(RowReader rows) {
        this.rows = rows;
    }

    /** @throws Refusal when there are no rows at all */
    @Override
    public Optional<Chunk> next() throws IOException {
        for (Optional<BatchRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            Optional<List<BatchRow>> complete = chunking.add(row.get());
            any = true;
            if (complete.isPresent()) {
                return complete.map(RowChunks::chunk);
            }
        }
        if (!any) {
            throw Refusal.badRequest("there are no rows");
        }
        return chunking.rest().map(RowChunks::chunk);
    }

    private static Chunk chunk(List<BatchRow> rows) {
        return new Chunk(RowChunk.encode(rows), rows.size(), rows.getFirst().line(), rows.getLast().line());
    }
}

package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.Chunking;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages rows as they come, chunk by chunk, within what all batches may take. Thread-safe. */
final class RowStaging {
    private static final Logger LOG = LoggerFactory.getLogger(RowStaging.class);
    /** Bytes are claimed so many at a time, not for each chunk. */
    private static final long CLAIM = 1 << 20;
    private static final long MIB = 1 << 20;

    private final BatchStore store;
    private final BoundedCalls bounded;
    private final long mostBytes;

    /** @param mostBytes that all batches together may take */
    RowStaging(BatchStore store, BoundedCalls bounded, long mostBytes) {
        this.store = store;
        this.bounded = bounded;
        this.mostBytes = mostBytes;
    }

    /** What becomes of a chunk. */
    @FunctionalInterface
    private interface ChunkTaker {
        void take(int number, byte[] chunk) throws InterruptedException;
    }

    /**
     * Stages rows. Of rows that cannot be, nothing stays.
     *
     * @param token of the segment that they make
     * @throws io.irodsingest.common.job.InvalidJobException with the line that is wrong
     * @throws Refusal when there are no rows, there is no room for them, or Redis is away
     * @throws IOException when they break off
     */
    Segment stage(String jobId, String token, RowReader rows) throws IOException, InterruptedException {
        Claim claim = new Claim(jobId);
        try {
            Segment segment = divide(token, rows, (number, chunk) -> {
                claim.cover(chunk.length);
                bounded.call(() -> {
                    store.stage(jobId, token, number, chunk);
                    return null;
                });
            });
            claim.giveBackRest();
            return segment;
        } catch (IOException | RuntimeException | InterruptedException failed) {
            forget(jobId, token, claim.claimed);
            throw failed;
        }
    }

    /** What {@link #stage} would make of rows, without keeping anything: to compare them with rows that are there. */
    Segment measure(String token, RowReader rows) throws IOException, InterruptedException {
        return divide(token, rows, (number, chunk) -> {});
    }

    private static Segment divide(String token, RowReader rows, ChunkTaker taker)
            throws IOException, InterruptedException {
        Chunking chunking = new Chunking();
        Extent extent = new Extent(taker);
        for (Optional<BatchRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            Optional<List<BatchRow>> complete = chunking.add(row.get());
            if (complete.isPresent()) {
                extent.add(complete.get());
            }
        }
        Optional<List<BatchRow>> last = chunking.rest();
        if (last.isPresent()) {
            extent.add(last.get());
        }
        if (extent.chunks == 0) {
            throw Refusal.badRequest("there are no rows");
        }
        return new Segment(token, extent.chunks, extent.rows, extent.firstLine, extent.lastLine, extent.bytes);
    }

    /** Forgets what was staged, and gives its bytes back; what of it cannot be done now, time does. */
    void forget(String jobId, Segment staged) {
        forget(jobId, staged.token(), staged.bytes());
    }

    private void forget(String jobId, String token, long bytes) {
        bounded.inBackground(() -> {
            store.unstage(jobId, token);
            store.unreserve(jobId, bytes);
            LOG.debug("{} bytes of rows for {} are forgotten", bytes, jobId);
            return null;
        });
    }

    /** How far rows reach that were divided. */
    private static final class Extent {
        private final ChunkTaker taker;
        private int chunks;
        private long rows;
        private long firstLine;
        private long lastLine;
        private long bytes;

        Extent(ChunkTaker taker) {
            this.taker = taker;
        }

        void add(List<BatchRow> some) throws InterruptedException {
            byte[] chunk = RowChunk.encode(some);
            taker.take(chunks, chunk);
            if (chunks == 0) {
                firstLine = some.getFirst().line();
            }
            lastLine = some.getLast().line();
            chunks++;
            rows += some.size();
            bytes += chunk.length;
        }
    }

    /** Bytes that were claimed for rows, and those of them that are used. */
    private final class Claim {
        private final String jobId;
        private long claimed;
        private long used;

        Claim(String jobId) {
            this.jobId = jobId;
        }

        void cover(long bytes) throws InterruptedException {
            used += bytes;
            if (used > claimed) {
                long more = Math.max(used - claimed, Math.min(CLAIM, mostBytes / 16));
                long taken = bounded.call(() -> store.reserve(jobId, more, mostBytes));
                if (taken > mostBytes) {
                    throw Refusal.full("batches may take " + mostBytes / MIB
                            + " MiB together, and there is no room for these rows: wait until some are forgotten some time"
                            + " after their end, or have IRODS_INGEST_BATCH_BYTES of the orchestrators raised");
                }
                claimed += more;
            }
        }

        void giveBackRest() throws InterruptedException {
            long rest = claimed - used;
            if (rest > 0) {
                bounded.call(() -> {
                    store.unreserve(jobId, rest);
                    return null;
                });
                claimed = used;
            }
        }
    }
}

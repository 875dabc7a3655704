package io.irodsingest.orchestrator.batch;

import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stages rows and paths as they come, chunk by chunk, within what all of them may take. Thread-safe. */
final class ChunkStaging {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkStaging.class);
    /** Bytes are claimed so many at a time, not for each chunk. */
    private static final long CLAIM = 1 << 20;
    private static final long MIB = 1 << 20;

    private final BatchStore store;
    private final BoundedCalls bounded;
    private final String what;
    private final long mostBytes;

    /**
     * @param what is staged, in messages
     * @param mostBytes that all batches and lists together may take
     */
    ChunkStaging(BatchStore store, BoundedCalls bounded, String what, long mostBytes) {
        this.what = what;
        this.store = store;
        this.bounded = bounded;
        this.mostBytes = mostBytes;
    }

    /**
     * A chunk, as it is kept.
     *
     * @param rows how many are in it
     * @param firstLine the line of its first row
     * @param lastLine the line of its last row
     */
    record Chunk(byte[] content, long rows, long firstLine, long lastLine) {}

    /** Chunks as they come. */
    @FunctionalInterface
    interface Chunks {
        /** The next one; empty behind the last one. @throws IOException when they break off */
        Optional<Chunk> next() throws IOException;
    }

    /** What becomes of a chunk. */
    @FunctionalInterface
    private interface ChunkTaker {
        void take(int number, byte[] chunk) throws InterruptedException;
    }

    /**
     * Stages chunks. Of those that cannot be staged together, nothing stays.
     *
     * @param token of the segment that they make
     * @throws io.irodsingest.common.job.InvalidJobException with the line that is wrong
     * @throws Refusal when there is no room for them, or Redis is away
     * @throws IOException when they break off
     */
    Segment stage(String jobId, String token, Chunks chunks) throws IOException, InterruptedException {
        Claim claim = new Claim(jobId);
        try {
            Segment segment = divide(token, chunks, (number, chunk) -> {
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

    /** What {@link #stage} would make of chunks, without keeping anything: to compare them with what is there. */
    Segment measure(String token, Chunks chunks) throws IOException, InterruptedException {
        return divide(token, chunks, (number, chunk) -> {});
    }

    /** Whether chunks are what a segment has. All of them are read. */
    boolean isThere(String jobId, Segment segment, Chunks chunks) throws IOException, InterruptedException {
        AtomicBoolean differs = new AtomicBoolean();
        Segment measured = divide(segment.token(), chunks, (number, chunk) -> {
            Optional<byte[]> kept = bounded.call(() -> store.rows(jobId, segment, number));
            if (kept.isEmpty() || !Arrays.equals(kept.get(), chunk)) {
                differs.set(true);
            }
        });
        return !differs.get() && measured.equals(segment);
    }

    private static Segment divide(String token, Chunks chunks, ChunkTaker taker)
            throws IOException, InterruptedException {
        Extent extent = new Extent(taker);
        for (Optional<Chunk> chunk = chunks.next(); chunk.isPresent(); chunk = chunks.next()) {
            extent.add(chunk.get());
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

    /** How far chunks reach. */
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

        void add(Chunk chunk) throws InterruptedException {
            taker.take(chunks, chunk.content());
            if (chunks == 0) {
                firstLine = chunk.firstLine();
            }
            lastLine = chunk.lastLine();
            chunks++;
            rows += chunk.rows();
            bytes += chunk.content().length;
        }
    }

    /** Bytes that were claimed for chunks, and those of them that are used. */
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
                    throw Refusal.full("batches and lists may take " + mostBytes / MIB
                            + " MiB together, and there is no room for " + what + ": wait until some are forgotten some"
                            + " time after their end, or have IRODS_INGEST_BATCH_BYTES of the orchestrators raised");
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

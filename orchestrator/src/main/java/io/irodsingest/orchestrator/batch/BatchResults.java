package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Goes over rows and their results in the order of their lines, some chunks at a time. Thread-safe. */
public final class BatchResults {
    /** Results of so many chunks are read in a round trip. */
    private static final int CHUNKS = 8;

    private final BatchStore store;
    private final BoundedCalls bounded;

    public BatchResults(BatchStore store, BoundedCalls bounded) {
        this.store = store;
        this.bounded = bounded;
    }

    /** What came of a row. */
    public enum Outcome {
        SUCCEEDED, FAILED,
        /** Nobody has come to an end with it. */
        PENDING,
        /** Nobody has come to an end with it, nor will. */
        ABORTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @param text names with commas between. @throws InvalidJobException when one of them is none */
        public static Set<Outcome> parse(String text) {
            return Arrays.stream(text.split(",")).map(name -> one(name.strip())).collect(Collectors.toSet());
        }

        private static Outcome one(String name) {
            return Arrays.stream(values()).filter(one -> one.toString().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new InvalidJobException("outcome '" + name + "' is not known; choose one of "
                            + Arrays.stream(values()).map(Outcome::toString).collect(Collectors.joining(", "))));
        }
    }

    /**
     * Which rows are wanted.
     *
     * @param from no row before this line
     * @param limit no more rows than that
     * @param inputs whether the inputs of rows are wanted, too
     */
    public record Wanted(Set<Outcome> outcomes, long from, long limit, boolean inputs) {
        /** Everything that has a result. */
        static final Wanted RESULTS = new Wanted(Set.of(Outcome.SUCCEEDED, Outcome.FAILED), 0, Long.MAX_VALUE, false);
    }

    /**
     * A row as it is told.
     *
     * @param result empty when there is none at all
     * @param input empty when it is not wanted
     */
    public record Row(long line, Outcome outcome, Optional<StoredResult> result, Optional<String> input) {}

    /** Takes rows. */
    @FunctionalInterface
    public interface RowTaker {
        void take(Row row) throws IOException;
    }

    /**
     * Tells the rows that are wanted.
     *
     * @throws Refusal when Redis is away
     * @throws IOException when the batch is forgotten meanwhile, or its taker throws it
     */
    public void each(Found batch, Wanted wanted, RowTaker taker) throws IOException, InterruptedException {
        Walk walk = new Walk(batch, wanted, taker);
        List<Segment> segments = batch.content().segments();
        for (int number = 0; number < segments.size() && walk.left > 0; number++) {
            if (segments.get(number).lastLine() >= wanted.from()) {
                walk.segment(number, segments.get(number));
            }
        }
    }

    /** What is noted of the row of a slow query. */
    public Optional<StoredResult> answer(Job query) throws InterruptedException {
        String field = BatchStore.resultField(0, 0);
        Map<String, byte[]> page = bounded
                .call(() -> store.page(query.id(), BatchStore.RESULTS, List.of(field)));
        return Optional.ofNullable(page.get(field)).map(ResultChunk::decode)
                .flatMap(results -> results.values().stream().findFirst());
    }

    /** One way over the rows. */
    private final class Walk {
        private final String jobId;
        private final Wanted wanted;
        private final RowTaker taker;
        /** What a row without a result is. */
        private final Outcome unfinished;
        /** Rows are read where results alone do not tell which there are. */
        private final boolean readsRows;
        private long left;

        Walk(Found batch, Wanted wanted, RowTaker taker) {
            JobState state = batch.job().state();
            this.jobId = batch.job().id();
            this.wanted = wanted;
            this.taker = taker;
            this.unfinished = state.isFinal() ? Outcome.ABORTED : Outcome.PENDING;
            boolean everyRowHasResult = state == JobState.COMPLETED || state == JobState.COMPLETED_WITH_FAILURES;
            this.readsRows = wanted.inputs() || !everyRowHasResult && wanted.outcomes().contains(unfinished);
            this.left = wanted.limit();
        }

        void segment(int number, Segment segment) throws IOException, InterruptedException {
            int first = wanted.from() <= segment.firstLine() ? 0 : chunkOf(segment);
            for (int from = first; from < segment.chunks() && left > 0; from += CHUNKS) {
                List<String> fields = IntStream.range(from, Math.min(segment.chunks(), from + CHUNKS))
                        .mapToObj(chunk -> BatchStore.resultField(number, chunk)).toList();
                Map<String, byte[]> results = bounded.call(() -> store.page(jobId, BatchStore.RESULTS, fields));
                for (int i = 0; i < fields.size() && left > 0; i++) {
                    Optional<byte[]> page = Optional.ofNullable(results.get(fields.get(i)));
                    chunk(segment, from + i, page.map(ResultChunk::decode).orElseGet(Map::of));
                }
            }
        }

        /** The chunk that has the first line that is wanted: the last one that does not begin behind it. */
        private int chunkOf(Segment segment) throws IOException, InterruptedException {
            int low = 0;
            int high = segment.chunks() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (rows(segment, middle).getFirst().line() <= wanted.from()) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        private void chunk(Segment segment, int chunk, Map<Long, StoredResult> results)
                throws IOException, InterruptedException {
            if (!readsRows) {
                for (StoredResult result : new TreeMap<>(results).values()) {
                    tell(result.line(), Optional.of(result), Optional.empty());
                }
                return;
            }
            for (BatchRow row : rows(segment, chunk)) {
                tell(row.line(), Optional.ofNullable(results.get(row.line())),
                        wanted.inputs() ? Optional.of(row.json()) : Optional.empty());
            }
        }

        private List<BatchRow> rows(Segment segment, int chunk) throws IOException, InterruptedException {
            return RowChunk.decode(bounded.call(() -> store.rows(jobId, segment, chunk))
                    .orElseThrow(() -> new IOException("the batch was forgotten meanwhile")));
        }

        private void tell(long line, Optional<StoredResult> result, Optional<String> input) throws IOException {
            Outcome outcome = result.map(this::outcome).orElse(unfinished);
            boolean isWanted = line >= wanted.from() && wanted.outcomes().contains(outcome);
            if (isWanted && left > 0) {
                taker.take(new Row(line, outcome, result, input));
                left--;
            }
        }

        private Outcome outcome(StoredResult result) {
            return switch (result) {
                case StoredResult.Succeeded done -> Outcome.SUCCEEDED;
                case StoredResult.Failed failed -> Outcome.FAILED;
                case StoredResult.PutBack later -> unfinished;
            };
        }
    }
}

package io.irodsingest.batchtasks;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.Task;
import java.util.Optional;

/**
 * The tasks of batches and slow queries. Each finds in the state store what of it is done, so that a task is the same when it is begun again,
 * and a retry of the whole batch is nothing but its course once more.
 */
public sealed interface BatchTask extends Task {

    @Override
    default Lane lane() {
        return BatchLane.BATCH;
    }

    /**
     * Counts the rows and hands over each chunk of them, some at a time.
     *
     * @param handedOver how many chunks have been; 0 at first
     */
    record StartBatch(int handedOver) implements BatchTask {
        @Override
        public boolean isFirst() {
            return handedOver == 0;
        }
    }

    /**
     * Works on the rows of a chunk that have no result yet. A chunk has one task at a time, so nobody else writes its results.
     *
     * @param segment what was submitted together; the first is 0
     * @param chunk of the segment; the first is 0
     * @param retry how often rows of it were put back; 0 at first
     * @param begun whether the results that are there are of this pass, and counted; else they are of the pass before, in which rows
     *        that failed are to be worked on again
     */
    record ProcessRows(int segment, int chunk, int retry, boolean begun) implements BatchTask {
        /** The first in a pass. */
        public ProcessRows(int segment, int chunk) {
            this(segment, chunk, 0, false);
        }

        /** What is left of it when some results are written. */
        public ProcessRows rest() {
            return new ProcessRows(segment, chunk, retry, true);
        }

        /** The same for rows that were put back once more. */
        public ProcessRows again() {
            return new ProcessRows(segment, chunk, retry + 1, true);
        }

        @Override
        public Optional<String> subject() {
            return Optional.of("rows " + segment + '.' + chunk);
        }
    }

    /** Makes the output files of all results, where the batch has a place for them. */
    record AssembleFiles() implements BatchTask {}

    /** Tells the processor that all is done. */
    record MarkDone() implements BatchTask {}

    /**
     * Answers a slow query.
     *
     * @param retry how often it was put back; 0 at first
     */
    record AnswerQuery(int retry) implements BatchTask {
        @Override
        public Lane lane() {
            return BatchLane.QUERY;
        }

        @Override
        public boolean isFirst() {
            return retry == 0;
        }
    }

    /** {@link AssembleFiles} of a query. */
    record DeliverFiles() implements BatchTask {
        @Override
        public Lane lane() {
            return BatchLane.QUERY;
        }
    }

    /** {@link MarkDone} of a query. */
    record MarkAnswered() implements BatchTask {
        @Override
        public Lane lane() {
            return BatchLane.QUERY;
        }
    }
}

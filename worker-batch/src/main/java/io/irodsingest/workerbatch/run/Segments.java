package io.irodsingest.workerbatch.run;

import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.worker.JobFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The segments of the batches that a worker was at last: a batch that has begun takes no more rows. Thread-safe. */
final class Segments {
    private static final int MOST = 32;

    private final BatchStore batches;
    private final Map<String, List<Segment>> known = new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Segment>> eldest) {
            return size() > MOST;
        }
    };

    Segments(BatchStore batches) {
        this.batches = batches;
    }

    /** @throws JobFailedException when the batch has no such segment any more */
    Segment of(String jobId, int number) throws InterruptedException {
        List<Segment> segments = remembered(jobId);
        if (number >= segments.size()) {
            segments = batches.content(jobId).segments();
            remember(jobId, segments);
        }
        if (number >= segments.size()) {
            throw new JobFailedException("rows of the batch are not in Redis any more; submit it again");
        }
        return segments.get(number);
    }

    private synchronized List<Segment> remembered(String jobId) {
        return known.getOrDefault(jobId, List.of());
    }

    private synchronized void remember(String jobId, List<Segment> segments) {
        known.put(jobId, segments);
    }
}

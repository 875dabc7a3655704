package io.irodsingest.common.state.batch;

import java.util.List;

/**
 * What is kept of a batch.
 *
 * @param segments in the order of their lines; a segment's place in it is its number
 * @param resultBytes that results and output files take
 */
public record BatchContent(List<Segment> segments, long resultBytes) {
    public static final BatchContent EMPTY = new BatchContent(List.of(), 0);

    public BatchContent {
        segments = List.copyOf(segments);
    }

    public long rows() {
        return segments.stream().mapToLong(Segment::rows).sum();
    }

    /** The line of the last row; 0 without rows. */
    public long lastLine() {
        return segments.isEmpty() ? 0 : segments.getLast().lastLine();
    }
}

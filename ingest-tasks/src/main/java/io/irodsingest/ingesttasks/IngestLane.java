package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Lane;
import java.util.List;

/** The lanes of an ingest: its begin, its scans, the work on files, and deletions. */
public final class IngestLane {
    public static final Lane BEGIN = new Lane("restart");
    public static final Lane PATH = new Lane("path");
    public static final Lane FILE = new Lane("file");
    public static final Lane DELETE = new Lane("delete");

    /** In the order of a pass. */
    public static final List<Lane> ALL = List.of(BEGIN, PATH, FILE, DELETE);
    /** Those whose tasks are for workers that see the source. */
    public static final List<Lane> OF_SOURCE = List.of(BEGIN, PATH, FILE);

    private IngestLane() {}

    /** The queue's name when a job whose source is in a bucket does not say otherwise: other workers see such a source. */
    public static String s3Queue(Lane lane) {
        return OF_SOURCE.contains(lane) ? "s3-" + lane.name() : lane.name();
    }
}

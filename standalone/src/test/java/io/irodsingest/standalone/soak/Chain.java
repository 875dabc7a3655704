package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.JobView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A source and its target, and the jobs that brought the one into the other. Written by one thread at a time. */
final class Chain {
    private final String name;
    private final Kind kind;
    private final Source source;
    private final String target;
    private final List<Ran> jobs = new ArrayList<>();
    private Optional<String> trouble = Optional.empty();
    private boolean complete;

    /**
     * A job that came to its end.
     *
     * @param before what the last job had seen, when it belongs to the same cache
     * @param source what the source had while it ran; empty when it changed
     * @param passes post_job calls that there must be; empty for a job without handler
     * @param spare how many there may be more, because it is not known what was begun
     */
    record Ran(JobView job, Optional<Snapshot> before, Optional<Snapshot> source, Optional<Long> passes, int spare) {}

    Chain(String name, Kind kind, Source source, String target) {
        this.name = name;
        this.kind = kind;
        this.source = source;
        this.target = target;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    Source source() {
        return source;
    }

    String target() {
        return target;
    }

    synchronized void add(Ran job) {
        jobs.add(job);
    }

    synchronized List<Ran> jobs() {
        return List.copyOf(jobs);
    }

    /** All that is to be done has been done: the target is in step with the source. */
    synchronized void completed() {
        complete = true;
    }

    synchronized boolean isComplete() {
        return complete;
    }

    synchronized void fail(String reason) {
        trouble = Optional.of(name + ": " + reason);
    }

    /** Why it could not be gone through. */
    synchronized Optional<String> trouble() {
        return trouble;
    }
}

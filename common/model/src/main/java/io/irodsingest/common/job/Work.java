package io.irodsingest.common.job;

import io.irodsingest.common.path.RawPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job is to do. Each kind of work has a type of its own, which only the module of that kind knows; what everybody else needs of it
 * is here. Immutable, and a value: two works that are equal are the same wish.
 */
public interface Work {

    /** Tells the kinds apart in records; the same in all versions. */
    String kind();

    /** The lanes that its tasks may take, in the order of a pass. */
    List<Lane> lanes();

    /** The queue of a lane for a job that names no other. */
    default String queue(Lane lane) {
        return lane.name();
    }

    /** What the first line of a job in a log says of its work, in this order; no secrets are in it. */
    Map<String, String> describe();

    /** The first thing that the work wants and a token's limits do not allow, in a line that says why; empty when all is allowed. */
    Optional<String> refusal(Limits limits);

    /** Under which path it is kept among the failures that nothing could be done at all; empty when a kind keeps no such failure. */
    default Optional<RawPath> whole() {
        return Optional.empty();
    }

    /** What the metrics of its tasks are told apart by. */
    default Labels labels() {
        return new Labels(kind(), "APPLY");
    }

    /** The same without what differs each time that it is asked for, like seals: two that are equal then are one wish. */
    default Work comparable() {
        return this;
    }

    /**
     * Labels of metrics: of few values, and none of them a name that a user gave.
     *
     * @param operation what is done with each entry
     * @param mode whether it is done, or only counted
     */
    record Labels(String operation, String mode) {}
}

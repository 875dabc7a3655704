package io.irodsingest.common.state.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Schedules as documents. What a document says is the business of whoever keeps it here; the store knows names, the times at which
 * schedules are to be looked at, and which runs were claimed. A change is applied whole or not at all: that a run is claimed, that it is
 * to be handed over, and what comes next, is one step. Every method waits, visibly, while Redis is away, and throws
 * InterruptedException when the thread is to end. Thread-safe.
 */
public interface ScheduleStore {

    /** What came of a wish for a new schedule. */
    sealed interface Creation {
        record Created(StoredSchedule schedule) implements Creation {}

        /** A schedule of that name has not ended. */
        record NameTaken(StoredSchedule holder) implements Creation {}

        /** There is a schedule of that id: the wish was fulfilled before. */
        record Exists(StoredSchedule schedule) implements Creation {}
    }

    /**
     * Makes a schedule, unless there is one of that id, or one of that name that has not ended.
     *
     * @param id never used again, unlike the name
     */
    Creation create(String id, String name, ScheduleContent content) throws InterruptedException;

    /**
     * Applies a change, if nobody has changed the schedule meanwhile and Redis' clock has reached {@link ScheduleChange#notBefore}.
     * Applied twice, by somebody who did not hear of the first time, it is answered alike and done once.
     *
     * @return the schedule as it is then; empty when nothing was done
     */
    Optional<StoredSchedule> change(ScheduleChange change) throws InterruptedException;

    Optional<StoredSchedule> byId(String id) throws InterruptedException;

    /** The one that has not ended, or else the one of that name that ended last. */
    Optional<StoredSchedule> byName(String name) throws InterruptedException;

    /** Those that are remembered, of these ids. */
    Map<String, StoredSchedule> byIds(Collection<String> ids) throws InterruptedException;

    /**
     * What is to be done. When nothing is, it costs Redis well under a millisecond, however many schedules there are.
     *
     * @param most so many at most of each
     * @param handoverAge hand-overs that were claimed longer ago than this; whoever claimed a younger one is at it
     */
    ScheduleLook look(int most, Duration handoverAge) throws InterruptedException;

    /** Notes that the job of a run was made, or never will be: nobody hands the run over any more. Without effect when that is noted. */
    void handedOver(RunHandover handover) throws InterruptedException;

    /** Runs of a schedule, newest first, of which the latest 1,000 are remembered; with those that were left out. */
    List<StoredRun> runs(String id, int offset, int limit) throws InterruptedException;

    /** A part of the schedules. Those that have not ended come first, by their next time; those that ended follow, the latest first. */
    SchedulePage page(ScheduleQuery query) throws InterruptedException;

    /** How many that have not ended are to be looked at until this moment. */
    long countUntil(Instant until) throws InterruptedException;

    /** A small step that forgets schedules which ended too long ago. @return whether there is more to be done soon */
    boolean forget() throws InterruptedException;
}

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
    /** So many runs of a schedule are remembered. */
    int MOST_RUNS = 1_000;

    /** What came of a wish for a new schedule. */
    sealed interface Creation {
        record Created(StoredSchedule schedule) implements Creation {}

        /** A schedule of that name has not ended. */
        record NameTaken(StoredSchedule holder) implements Creation {}

        /** There is a schedule of that id: the wish was fulfilled before. */
        record Exists(StoredSchedule schedule) implements Creation {}
    }

    /** Makes a schedule without an attachment. */
    default Creation create(String id, String name, ScheduleContent content) throws InterruptedException {
        return create(id, name, content, Optional.empty());
    }

    /**
     * Makes a schedule, unless there is one of that id, or one of that name that has not ended.
     *
     * @param id never used again, unlike the name; without white space, at most 200 characters
     * @param name in one line
     * @param attachment what is large and seldom changes, such as an event handler: it is kept beside the document, and read only when
     *        somebody asks for it
     * @throws IllegalArgumentException when id or name is not of this form
     */
    Creation create(String id, String name, ScheduleContent content, Optional<String> attachment)
            throws InterruptedException;

    /**
     * Applies a change, if nobody has changed the schedule meanwhile and Redis' clock has reached {@link ScheduleChange#notBefore}.
     * Applied twice, by somebody who did not hear of the first time, it is done once; the second answer is the schedule as it is then. The
     * latest eight changes of a schedule are told in this way.
     *
     * @return the schedule as it is then; empty when nothing was done
     * @throws IllegalArgumentException when the first new run does not follow the last one of the log
     */
    Optional<StoredSchedule> change(ScheduleChange change) throws InterruptedException;

    Optional<StoredSchedule> byId(String id) throws InterruptedException;

    /** The one that has not ended, or else the one of that name that ended last. */
    Optional<StoredSchedule> byName(String name) throws InterruptedException;

    /** Those that are remembered, of these ids. */
    Map<String, StoredSchedule> byIds(Collection<String> ids) throws InterruptedException;

    /** What is attached to a schedule. */
    Optional<String> attachment(String id) throws InterruptedException;

    /**
     * What is to be done. When nothing is, it costs Redis well under a millisecond, however many schedules there are. A hand-over is told
     * to one caller; the others hear of it when it is as old again and not done.
     *
     * @param most so many at most of each; of those that are watched another choice each time. Fewer when they are large
     * @param handoverAge hand-overs that were claimed longer ago than this; whoever claimed a younger one is at it
     */
    ScheduleLook look(int most, Duration handoverAge) throws InterruptedException;

    /** Notes that the job of a run was made, or never will be: nobody hands the run over any more. Without effect when that is noted. */
    void handedOver(RunHandover handover) throws InterruptedException;

    /** Runs of a schedule, newest first, of which the latest {@link #MOST_RUNS} are remembered; with those that were left out. */
    List<StoredRun> runs(String id, int offset, int limit) throws InterruptedException;

    /**
     * A part of the schedules. Those that have not ended come first, by their next time; those that ended follow, the latest first. Going
     * on from page to page tells each that is there all along, unless its time is set back meanwhile; one whose time comes may be told twice.
     */
    SchedulePage page(ScheduleQuery query) throws InterruptedException;

    /** How many that have not ended are to be looked at until this moment. */
    long countUntil(Instant until) throws InterruptedException;

    /** A small step that forgets schedules which ended too long ago, and of which no run is going or to be handed over. @return whether there is more to be done soon */
    boolean forget() throws InterruptedException;
}

package io.irodsingest.adminapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands at one moment. The groups are no objects in JSON: the fields of all of them stand side by side.
 *
 * @param id never used again, unlike the name
 * @param state one of BLOCKED, QUEUED, RUNNING, WAITING, PAUSED, STOPPING, STOPPED, COMPLETED, COMPLETED_WITH_FAILURES, FAILED, EXPIRED
 * @param counts of the latest pass: entries and bytes by what became of them; a count that is 0 is there
 * @param waitingFor what keeps the job from going on, one text for each; empty when nothing does
 */
public record JobView(String id, String jobName, @JsonUnwrapped Work work, String state, boolean ended,
        Map<String, Long> counts, @JsonUnwrapped Tasks tasks, @JsonUnwrapped Pass pass, List<String> waitingFor,
        @JsonUnwrapped Origin origin, @JsonUnwrapped Chain chain) {

    public JobView {
        waitingFor = List.copyOf(waitingFor);
    }

    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Why the job as a whole failed, or the latest pass of a periodic one. */
    public Optional<String> error() {
        return pass.error();
    }

    /**
     * What the job does.
     *
     * @param source in the printable form in which a request takes it; empty for a job that is no ingest
     * @param target empty for a job that is no ingest
     * @param mode APPLY, DRY_RUN or CHECK: the latter two change nothing, and their counts say what would be done
     * @param interval seconds from one planned pass to the next; empty for a single pass
     */
    public record Work(Optional<String> source, Optional<String> target, String operation, String mode,
            Optional<Double> interval, Optional<String> resource, int filesPerTask, boolean ignoreCache) {}

    /**
     * The tasks of the latest pass.
     *
     * @param totalTasks grows while the source is scanned
     * @param failedTasks finished tasks with at least one failed entry
     * @param retriedTasks tasks that try again what failed, or were handed out again after a worker was lost
     */
    public record Tasks(long totalTasks, long remainingTasks, long failedTasks, long retriedTasks) {}

    /**
     * The latest pass, and when the others are.
     *
     * @param elapsedTime seconds from the start of the latest pass to its end, or to now
     * @param startTime begin of the latest pass
     * @param endTime end of the latest pass
     * @param error why the job as a whole failed, or the latest pass of a periodic one
     * @param passes how many came to their end
     * @param nextRun when the next pass of a periodic job is planned; only while it waits for it
     */
    public record Pass(double elapsedTime, Instant startTime, Optional<Instant> endTime, Optional<String> error,
            long passes, Optional<Instant> nextRun) {}

    /**
     * Where the job comes from.
     *
     * @param plannedAt for which time the job was planned, which delays nothing; empty for a job that was not planned
     * @param runOf of what the job is a run; empty for a job of its own
     */
    public record Origin(Optional<Instant> plannedAt, Optional<RunOf> runOf) {}

    /**
     * Which jobs it comes after, and what follows it.
     *
     * @param after empty for a job that waits for no others
     * @param followUps empty for a job that nothing follows
     */
    public record Chain(Optional<List<After>> after, Optional<List<FollowUp>> followUps) {}

    /**
     * A job that this one waits for, or has waited for.
     *
     * @param job its id
     * @param name that it had when this job was made
     * @param however whether any end of it will do; false when it must have ended well
     * @param met whether it was seen to have ended so
     */
    public record After(String job, String name, boolean however, boolean met) {}

    /**
     * What follows the job.
     *
     * @param on SUCCESS, FAILURE or ALWAYS: which ends of the job begin it
     * @param job the id of the job that follows, which is not there before it is begun
     * @param schedule the name of the schedule that says what the job is; empty for one that was said here
     * @param handedOver whether it was begun, or could not be
     * @param error why it could not be begun
     */
    public record FollowUp(String on, String job, Optional<String> schedule, boolean handedOver,
            Optional<String> error) {}

    /**
     * What is done again and again.
     *
     * @param name that of what the job is a run of
     * @param run which run of it; the first is 1
     */
    public record RunOf(String name, long run) {}
}

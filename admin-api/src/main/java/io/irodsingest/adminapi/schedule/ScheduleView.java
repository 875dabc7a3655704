package io.irodsingest.adminapi.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule as it is at a moment.
 *
 * @param id never used again, unlike the name
 * @param state {@code ACTIVE}, {@code PAUSED} or {@code ENDED}
 * @param note why it is in its state
 * @param version another one after each change by a user
 * @param createdBy the name of the token of whoever made its action; with its limits the runs are started
 */
public record ScheduleView(String id, String name, String state, Optional<String> note, Optional<String> description,
        Map<String, String> metadata, long version, String createdBy, ScheduleTrigger trigger, ScheduleAction action,
        SchedulePolicies policies, Progress progress) {

    /**
     * How far it has come.
     *
     * @param endedAt empty while it has not ended
     * @param last planned time of the run that was started last by the plan
     * @param next empty when nothing is planned any more
     * @param waiting planned times of runs that start one by one when the run that is going has ended
     * @param going runs that have been started and have not ended
     */
    public record Progress(Instant createdAt, Optional<Instant> endedAt, Counts counts, Optional<Instant> last,
            Optional<Next> next, List<Instant> waiting, List<Going> going) {}

    /**
     * What became of planned times.
     *
     * @param started runs, with those that a user triggered
     * @param skipped because another run was going, or the schedule was paused
     * @param missed because nobody was there at their time
     * @param failed those of the started ones that failed or could not be started
     */
    public record Counts(long started, long skipped, long missed, long failed) {}

    /** @param start later than planned by the jitter, or where a user moved it */
    public record Next(Instant planned, Instant start) {}

    /** @param job id of the job, which may not be there yet */
    public record Going(long run, Instant planned, String job) {}
}

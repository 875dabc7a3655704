package io.irodsingest.common.state;

import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.task.JobCourse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A wish for a job. Immutable, as long as nobody changes the bytes.
 *
 * @param id of the job that fulfils it; the same for each repetition of the wish
 * @param course what its kind of work gives it
 * @param handler what the job needs besides its specification, kept as long as the job is: the content of its event handler, or the rows of a
 *        batch that is made without its user
 * @param plannedAt for which time the job is planned, to the millisecond; it is shown, and delays nothing
 * @param runOf of what the job is a run
 * @param predecessors the jobs that its specification says it comes after, as they were found; not empty for a job that waits for them
 * @param followUpHandlers contents of event handlers of jobs that follow it, by {@link #followUpPath}, kept as long as the job is
 */
public record NewJob(String id, JobSpec spec, JobCourse course, Optional<byte[]> handler, Optional<Instant> plannedAt,
        Optional<RunOf> runOf, List<Predecessor> predecessors, Map<String, byte[]> followUpHandlers) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public NewJob {
        plannedAt = plannedAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
        predecessors = List.copyOf(predecessors);
        followUpHandlers = Map.copyOf(followUpHandlers);
    }

    /** Of a job that waits for no others, and is followed by none that have event handlers. */
    public NewJob(String id, JobSpec spec, JobCourse course, Optional<byte[]> handler, Optional<Instant> plannedAt,
            Optional<RunOf> runOf) {
        this(id, spec, course, handler, plannedAt, runOf, List.of(), Map.of());
    }

    /** Of a wish that is not repeated. */
    public static NewJob of(JobSpec spec, JobCourse course) {
        return new NewJob(Ids.job(), spec, course, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether somebody may choose it as the id of a job: up to 100 letters, digits and . - _ of which the first is none of these signs. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The same under another id. */
    public NewJob as(String other) {
        return new NewJob(other, spec, course, handler, plannedAt, runOf, predecessors, followUpHandlers);
    }

    /** The same with an event handler. */
    public NewJob with(byte[] content) {
        return new NewJob(id, spec, course, Optional.of(content), plannedAt, runOf, predecessors, followUpHandlers);
    }

    /** The same as a run, for the time for which it was planned. */
    public NewJob asRun(RunOf other, Instant planned) {
        return new NewJob(id, spec, course, handler, Optional.of(planned), Optional.of(other), predecessors,
                followUpHandlers);
    }

    /** The same, waiting for these jobs. */
    public NewJob behind(List<Predecessor> others) {
        return new NewJob(id, spec, course, handler, plannedAt, runOf, others, followUpHandlers);
    }

    /** The same, followed by jobs that have these event handlers. */
    public NewJob withFollowUpHandlers(Map<String, byte[]> contents) {
        return new NewJob(id, spec, course, handler, plannedAt, runOf, predecessors, contents);
    }

    /** The id of the job that follows another, which is the same however often somebody begins it. */
    public static String followUpId(String jobId, On on) {
        return Ids.job(jobId + '\n' + on);
    }

    /**
     * Where a follow-up stands below the job that was asked for.
     *
     * @param parent the path of what it follows; empty for that job
     */
    public static String followUpPath(String parent, On on) {
        return parent.isEmpty() ? on.name() : parent + '.' + on;
    }

    /** Whether a job is what this wish is for, so that it is fulfilled by it. */
    public boolean isFulfilledBy(Job job) {
        return job.spec().isSameWish(spec) && job.origin().plannedAt().equals(plannedAt)
                && job.origin().runOf().equals(runOf);
    }
}

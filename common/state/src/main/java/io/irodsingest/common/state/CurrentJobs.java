package io.irodsingest.common.state;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The jobs that have not ended, as they are at a moment, and how many others there are. Immutable.
 *
 * @param now the clock of Redis, by which everything in records is told
 * @param version of the index of jobs; empty when nothing is known
 * @param active jobs that may do something at any moment: all that have not ended and wait neither for their next pass nor for other jobs, and for a
 *        minute or so those that have come to rest
 * @param waiting jobs that wait for their next pass, or for the end of other jobs
 * @param unreadable one line for each of these jobs whose record cannot be read
 * @param atRest how many jobs are at rest, by state; those that are among the active ones are not in it
 * @param ended what the ended ones of those counted
 * @param followed ids of jobs whose follow-ups are not dealt with yet, whether they have ended or not, to stamps: when they were
 *        entered there last, in microseconds since 1970. There is not always a job of such an id
 */
public record CurrentJobs(Instant now, String version, List<Job> active, List<Job> waiting, List<String> unreadable,
        Map<JobState, Long> atRest, Sums ended, Map<String, Long> followed) {
    public static final CurrentJobs UNSEEN = new CurrentJobs(Instant.EPOCH, "", List.of(), List.of(), List.of(),
            Map.of(), Sums.NONE, Map.of());

    /** What several jobs counted, each in its latest pass. */
    public record Sums(Counts counts, long tasksRegistered, long failedTasks, long retriedTasks) {
        static final Sums NONE = new Sums(Counts.NONE, 0, 0, 0);
    }

    public CurrentJobs {
        active = List.copyOf(active);
        waiting = List.copyOf(waiting);
        unreadable = List.copyOf(unreadable);
        atRest = Map.copyOf(atRest);
        followed = Map.copyOf(followed);
    }

    /** The active and the waiting ones, oldest first. */
    public List<Job> all() {
        return Stream.concat(active.stream(), waiting.stream())
                .sorted(Comparator.comparing(Job::createdAt).thenComparing(Job::id)).toList();
    }
}

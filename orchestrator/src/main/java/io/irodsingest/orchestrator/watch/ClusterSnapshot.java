package io.irodsingest.orchestrator.watch;

import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.util.List;
import java.util.Map;

/**
 * What was last seen of the cluster, a second or two ago. Immutable.
 *
 * @param time the clock of Redis, by which the jobs' times are told
 * @param current what is known of jobs
 * @param jobs those that have not ended, and for a minute or so those that have, oldest first
 * @param queues depth by queue
 * @param queuesAt when the look at the queues began, as {@link System#nanoTime} told it
 * @param deadLetters how many are kept
 */
public record ClusterSnapshot(RedisTime time, CurrentJobs current, List<Job> jobs, List<Beat> workers,
        Map<String, QueueDepth> queues,
        long queuesAt, long deadLetters) {
    public static final ClusterSnapshot UNSEEN = new ClusterSnapshot(RedisTime.UNKNOWN, CurrentJobs.UNSEEN, List.of(),
            List.of(), Map.of(), 0,
            0);

    public ClusterSnapshot withState(RedisTime now, CurrentJobs seen, List<Beat> seenWorkers, long seenDeadLetters) {
        return new ClusterSnapshot(now, seen, seen.all(), List.copyOf(seenWorkers),
                queues, queuesAt, seenDeadLetters);
    }

    public ClusterSnapshot withQueues(Map<String, QueueDepth> seenQueues, long at) {
        return new ClusterSnapshot(time, current, jobs, workers, Map.copyOf(seenQueues), at, deadLetters);
    }

    /** How many jobs of a state are remembered. */
    public long count(JobState state) {
        return current.atRest().getOrDefault(state, 0L)
                + current.active().stream().filter(job -> job.state() == state).count();
    }
}

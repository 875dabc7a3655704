package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.util.List;
import java.util.Map;

/**
 * What was last seen of the cluster, a second or two ago. Immutable.
 *
 * @param time the clock of Redis, by which the jobs' times are told
 * @param queues depth by queue
 * @param queuesAt when the look at the queues began, as {@link System#nanoTime} told it
 * @param deadLetters how many are kept
 */
record Cluster(RedisTime time, List<Job> jobs, List<Beat> workers, Map<String, QueueDepth> queues, long queuesAt,
        long deadLetters) {
    static final Cluster UNSEEN = new Cluster(RedisTime.UNKNOWN, List.of(), List.of(), Map.of(), 0, 0);

    Cluster withState(KnownJobs.Seen seen, List<Beat> seenWorkers, long seenDeadLetters) {
        return new Cluster(seen.time(), List.copyOf(seen.jobs()), List.copyOf(seenWorkers), queues, queuesAt,
                seenDeadLetters);
    }

    Cluster withQueues(Map<String, QueueDepth> seenQueues, long at) {
        return new Cluster(time, jobs, workers, Map.copyOf(seenQueues), at, deadLetters);
    }
}

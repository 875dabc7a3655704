package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.util.List;
import java.util.Map;

/**
 * What was last seen of the cluster, a second or two ago. Immutable.
 *
 * @param queues depth by queue
 * @param deadLetters how many are kept
 */
record Cluster(List<Job> jobs, List<Beat> workers, Map<String, QueueDepth> queues, long deadLetters) {
    static final Cluster UNSEEN = new Cluster(List.of(), List.of(), Map.of(), 0);

    Cluster withState(List<Job> seenJobs, List<Beat> seenWorkers, long seenDeadLetters) {
        return new Cluster(List.copyOf(seenJobs), List.copyOf(seenWorkers), queues, seenDeadLetters);
    }

    Cluster withQueues(Map<String, QueueDepth> seenQueues) {
        return new Cluster(jobs, workers, Map.copyOf(seenQueues), deadLetters);
    }
}

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
 */
record Cluster(List<Job> jobs, List<Beat> workers, Map<String, QueueDepth> queues) {
    static final Cluster UNSEEN = new Cluster(List.of(), List.of(), Map.of());

    Cluster withState(List<Job> seenJobs, List<Beat> seenWorkers) {
        return new Cluster(List.copyOf(seenJobs), List.copyOf(seenWorkers), queues);
    }

    Cluster withQueues(Map<String, QueueDepth> seenQueues) {
        return new Cluster(jobs, workers, Map.copyOf(seenQueues));
    }
}

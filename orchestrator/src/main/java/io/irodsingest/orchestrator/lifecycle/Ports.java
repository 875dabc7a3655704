package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.DeadLetters;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.trace.Tracing;
import java.util.Optional;

/**
 * What an orchestrator works on. Whoever made them closes them, after the orchestrator.
 *
 * @param outages the one that the others report to
 * @param process what this process measures of itself, which the admin endpoint shows
 * @param key seals what is secret in jobs; empty when there is none
 * @param tracing where spans of jobs and requests go
 */
public record Ports(JobStore jobs, Accounting accounting, WorkerRegistry workers,
        DeadLetters deadLetters, ScheduleStore schedules, JobChains chains, BatchStore batches, Broker broker,
        Outages outages, ProcessMetrics process, Optional<ClusterKey> key, Tracing tracing) {
    /** Without a tracing tool. */
    public Ports(JobStore jobs, Accounting accounting, WorkerRegistry workers, DeadLetters deadLetters,
            ScheduleStore schedules, JobChains chains, BatchStore batches, Broker broker, Outages outages,
            ProcessMetrics process, Optional<ClusterKey> key) {
        this(jobs, accounting, workers, deadLetters, schedules, chains, batches, broker, outages, process, key,
                Tracing.NONE);
    }
}

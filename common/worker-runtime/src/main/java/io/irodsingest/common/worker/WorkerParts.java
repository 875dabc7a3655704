package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.trace.Tracing;
import java.time.Clock;
import java.time.Duration;

/**
 * What the threads of a worker share.
 *
 * @param patience so long a task waits for what only its job needs before it gives its thread to others
 * @param sourcePatience a source that was not reached once in this time fails its job
 */
record WorkerParts(Broker broker, JobStore store, Accounting accounting, SyncCache cache, Irods irods, JobCache jobs,
        Outages outages, TaskHandlers handlers, JobHooks hooks, ScanThrottle pressure, Elsewhere elsewhere,
        TaskMeters meters, Tracing tracing, TaskProfile profile, Duration patience, Duration sourcePatience,
        Clock clock) {}

package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.SyncCache;
import java.time.Clock;

/** What the threads of a worker share. */
record WorkerParts(Broker broker, JobStore store, Accounting accounting, SyncCache cache, Irods irods, JobViews jobs,
        Outages outages, TaskHandlers handlers, JobHooks hooks, BackPressure pressure, TaskMeters meters,
        TaskProfile profile,
        Clock clock) {}

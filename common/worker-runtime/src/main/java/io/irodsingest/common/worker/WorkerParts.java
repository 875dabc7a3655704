package io.irodsingest.common.worker;

import java.time.Duration;

/**
 * What the threads of a worker share.
 *
 * @param uses what the worker was given: servers, the clock, and who records spans
 * @param jobs those that it has seen
 * @param throttle holds back what finds work while others have enough
 * @param patience so long a task waits for what only its job needs before it gives its thread to others
 * @param sourcePatience a source that was not reached once in this time fails its job
 */
record WorkerParts(Worker.Uses uses, JobCache jobs, TaskHandlers handlers, JobHooks hooks, ScanThrottle throttle,
        Elsewhere elsewhere, TakenAhead ahead, TaskMeters meters, TaskProfile profile, Duration patience,
        Duration sourcePatience) {}

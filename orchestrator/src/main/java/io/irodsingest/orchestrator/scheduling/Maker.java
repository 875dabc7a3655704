package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.JobSpec;
import java.util.function.Consumer;

/**
 * Who wants something of a schedule.
 *
 * @param grant kept with the action, for its runs
 * @param allowed throws when a job is not within the limits of who wants it
 * @param code throws when who wants it may not send code
 */
public record Maker(Grant grant, Consumer<JobSpec> allowed, Runnable code) {}

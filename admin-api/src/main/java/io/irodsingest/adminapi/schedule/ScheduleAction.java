package io.irodsingest.adminapi.schedule;

import io.irodsingest.adminapi.JobRequest;
import java.util.Optional;

/**
 * What a schedule does at its times. Exactly one of these is given.
 *
 * @param start the job to start each time, with neither an id nor an interval of its own. A job that is not named is called after the schedule
 *        and the number of the run. In answers, key pairs are {@code ***} and contents of event handlers are empty
 * @param retry the name or id of the job whose failures are tried again each time
 */
public record ScheduleAction(Optional<JobRequest> start, Optional<String> retry) {}

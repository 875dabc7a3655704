package io.irodsingest.adminapi.schedule;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import java.util.Optional;

/**
 * What a schedule does at its times. Exactly one of these is given.
 *
 * @param start the job to start each time, with neither an id nor an interval of its own. A job that is not named is called after the schedule
 *        and the number of the run. In answers, key pairs are {@code ***} and contents of event handlers are empty
 * @param retry the name or id of the job whose failures are tried again each time
 * @param batch the batch to submit each time, with its rows, and without an id of its own
 * @param query the slow query to ask each time, without an id of its own
 */
public record ScheduleAction(Optional<JobRequest> start, Optional<String> retry, Optional<BatchRequest> batch,
        Optional<QueryRequest> query) {

    /** Of jobs that are neither batches nor slow queries. */
    public ScheduleAction(Optional<JobRequest> start, Optional<String> retry) {
        this(start, retry, Optional.empty(), Optional.empty());
    }
}

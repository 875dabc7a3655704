package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.util.Optional;

/** Makes jobs of requests as they are kept, of each kind in its way. Thread-safe. */
final class KeptRequests {
    private static final String JOB_NAME = "job_name";

    private final JsonMapper json = AdminJson.lenient();
    private final NewJobs newJobs;

    KeptRequests(NewJobs newJobs) {
        this.newJobs = newJobs;
    }

    /**
     * Makes the job of a run that nobody starts, for what is said of it.
     *
     * @throws InvalidJobException when there can be no such job, in one line
     */
    NewJob check(Action.Making action, String scheduleId, String scheduleName, Grant grant) {
        return job(action, scheduleName + "-1", Circumstances.of(scheduleId + ".1", grant, Optional.empty()));
    }

    /**
     * Makes a job.
     *
     * @param action complete, with what is secret in clear
     * @param name of the job, if the request has none
     * @throws InvalidJobException when there can be no such job, in one line
     */
    NewJob job(Action.Making action, String name, Circumstances circumstances) {
        ObjectNode named = action.request().deepCopy();
        if (!named.path(JOB_NAME).isTextual()) {
            named.put(JOB_NAME, name);
        }
        return switch (action) {
            case Action.Start start -> newJobs.later(json.convertValue(named, JobRequest.class), circumstances);
            case Action.Submit submit -> submit.query()
                    ? newJobs.batches().withInput(json.convertValue(named, QueryRequest.class), circumstances)
                    : newJobs.batches().withRows(json.convertValue(named, BatchRequest.class), circumstances);
        };
    }
}

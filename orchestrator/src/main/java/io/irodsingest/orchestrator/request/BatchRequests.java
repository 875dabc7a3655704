package io.irodsingest.orchestrator.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.JobRequest.Chain;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.BatchRequest.Content;
import io.irodsingest.adminapi.batch.BatchRequest.Handling;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.FailureLimit;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes of requests for batches and slow queries what is kept of their jobs, without their rows. All of these jobs are held at first: they
 * are released when their rows are there. Immutable.
 */
public final class BatchRequests {
    private final NewJobs newJobs;

    /** @param newJobs for what follows a batch */
    public BatchRequests(NewJobs newJobs) {
        this.newJobs = newJobs;
    }

    /** @throws InvalidJobException with what is wrong in the request, in one line */
    public NewJob of(BatchRequest request, Circumstances circumstances) {
        Content content = request.content();
        Processor processor = new Processor(request.app(), request.op());
        BatchSpec batch = spec(processor, false, json(content.context()), content.file(),
                content.maxFailed().map(FailureLimit::parse), request.handling());
        return job(request.jobName(), batch, JobOptionsOf.onOneQueue(batch.lanes(), request.handling(),
                request.retries(), request.limits(), request.timing()), request.chain(), circumstances);
    }

    /** @throws InvalidJobException with what is wrong in the request, in one line */
    public NewJob of(QueryRequest request, Circumstances circumstances) {
        Processor processor = new Processor(request.app(), request.op());
        BatchSpec query = spec(processor, true, json(request.question().context()), Optional.empty(), Optional.empty(),
                request.handling());
        return job(request.jobName(), query, JobOptionsOf.onOneQueue(query.lanes(), request.handling(),
                request.retries(), request.limits(), request.timing()), request.chain(), circumstances);
    }

    /** What is any JSON in a request, as a text; JSON's null is nothing. */
    public static Optional<String> json(Optional<JsonNode> value) {
        return value.filter(node -> !node.isNull()).map(JsonNode::toString);
    }

    private static BatchSpec spec(Processor processor, boolean query, Optional<String> context, Optional<String> file,
            Optional<FailureLimit> maxFailed, Handling handling) {
        BatchSpec batch = new BatchSpec(processor, query, context, file, maxFailed,
                handling.rowTimeout().map(seconds -> JobOptionsOf.duration("row_timeout", seconds)),
                handling.output());
        BatchBounds.check(batch);
        return batch;
    }

    private NewJob job(Optional<String> name, BatchSpec batch, JobOptions options, Chain wanted,
            Circumstances circumstances) {
        String id = circumstances.id();
        ChainOf chain = ChainOf.request(wanted, id, (next, nextId) -> newJobs.of(next,
                Circumstances.of(nextId, circumstances.grant(), circumstances.trace())));
        JobBounds.check(options);
        if (!chain.chain().hasPredecessors()) {
            JobBounds.checkBegin(options.timing());
        }
        JobSpec spec = new JobSpec(
                name.orElseGet(() -> UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString()), batch,
                options).in(chain.chain()).grantedTo(circumstances.grant());
        return new NewJob(id, circumstances.trace().map(spec::tracedBelow).orElse(spec), BatchCourse.of(batch),
                Optional.empty(), circumstances.plannedAt(), circumstances.runOf(), List.of(Predecessor.RELEASE),
                chain.handlers());
    }
}

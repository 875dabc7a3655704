package io.irodsingest.orchestrator.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.JobRequest.Chain;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.BatchRequest.Content;
import io.irodsingest.adminapi.batch.BatchRequest.Handling;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.FailureLimit;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.rows.ListedRows;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes of requests for batches and slow queries what is kept of their jobs, without their rows. All of these jobs are held at first: they
 * are released when their rows are there. Immutable.
 */
public final class BatchRequests {
    /** Of rows that are kept with a wish: a schedule, or another job, has them in its record until then. */
    private static final int MOST_KEPT = 1 << 20;

    private final NewJobs newJobs;

    /** @param newJobs for what follows a batch */
    BatchRequests(NewJobs newJobs) {
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

    /**
     * A batch that is made later, without its user: its rows are kept with the wish, and {@link NewJob#handler} has them. It is filled and
     * released by whoever finds it.
     *
     * @throws InvalidJobException as above
     */
    public NewJob withRows(BatchRequest request, Circumstances circumstances) {
        if (request.content().hold().orElse(false)) {
            throw new InvalidJobException("hold does not go with a batch that is made later: leave it out");
        }
        List<BatchRow> rows = rows(listed(request, 0));
        if (rows.isEmpty()) {
            throw new InvalidJobException("there are no rows");
        }
        return kept(of(request, circumstances), rows);
    }

    /** As {@link #withRows}, of a slow query. */
    public NewJob withInput(QueryRequest request, Circumstances circumstances) {
        return kept(of(request, circumstances), rows(input(request)));
    }

    private static NewJob kept(NewJob job, List<BatchRow> rows) {
        long characters = rows.stream().mapToLong(row -> row.json().length()).sum();
        if (characters > MOST_KEPT) {
            throw new InvalidJobException("rows of a batch that is made later have at most " + MOST_KEPT
                    + " characters together, not " + characters);
        }
        return job.with(RowChunk.encode(rows));
    }

    private static List<BatchRow> rows(RowReader reader) {
        try {
            List<BatchRow> rows = new ArrayList<>();
            for (Optional<BatchRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
            return rows;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The rows that stand in a request. @throws InvalidJobException when there are none in it */
    public static RowReader listed(BatchRequest request, long before) {
        return listed(request.content().rows(), before);
    }

    /** The same of rows alone. */
    public static RowReader listed(Optional<List<JsonNode>> rows, long before) {
        return new ListedRows(
                rows.orElseThrow(() -> new InvalidJobException("rows is missing: it is a list of inputs, or of"
                        + " objects with line and input")).stream().map(JsonNode::toString).toList(),
                before);
    }

    /** The one row of a slow query, on line 0. */
    public static RowReader input(QueryRequest request) {
        String json = json(request.question().input()).orElse("{}");
        if (json.length() > RowReader.MOST_BYTES) {
            throw new InvalidJobException("input has more than " + RowReader.MOST_BYTES + " characters");
        }
        AtomicReference<Optional<BatchRow>> row = new AtomicReference<>(Optional.of(new BatchRow(0, json)));
        return () -> row.getAndSet(Optional.empty());
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
        ChainOf chain = ChainOf.request(wanted, id, newJobs.followers(circumstances));
        JobBounds.check(options);
        if (!chain.chain().hasPredecessors()) {
            JobBounds.checkBegin(options.timing());
        }
        JobSpec spec = new JobSpec(
                name.orElseGet(() -> JobRequests.nameOf(id)), batch,
                options).in(chain.chain()).grantedTo(circumstances.grant());
        return new NewJob(id, circumstances.trace().map(spec::tracedBelow).orElse(spec), BatchCourse.of(batch),
                Optional.empty(), circumstances.plannedAt(), circumstances.runOf(), NewJobs.predecessors(spec),
                chain.handlers());
    }
}

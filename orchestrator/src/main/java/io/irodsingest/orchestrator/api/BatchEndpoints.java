package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.FileList;
import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.adminapi.batch.RowsRequest;
import io.irodsingest.batchtasks.rows.RowFormat;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.batch.BatchFinder;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchFinder.Kind;
import io.irodsingest.orchestrator.batch.BatchIntake;
import io.irodsingest.orchestrator.batch.BatchIntake.Behind;
import io.irodsingest.orchestrator.batch.BatchIntake.Submitted;
import io.irodsingest.orchestrator.batch.BatchOrders;
import io.irodsingest.orchestrator.batch.BatchResults;
import io.irodsingest.orchestrator.batch.BatchResults.Outcome;
import io.irodsingest.orchestrator.batch.BatchViews;
import io.irodsingest.orchestrator.batch.KnownProcessors;
import io.irodsingest.orchestrator.batch.OutputFiles;
import io.irodsingest.orchestrator.batch.ResultFormat;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Download;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.request.BatchRequests;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be asked about batches, and done with them. */
public final class BatchEndpoints {
    static final List<String> ROW_TYPES = Arrays.stream(RowFormat.values()).map(RowFormat::mediaType).toList();

    private static final String BATCHES = AdminServer.API + "/batches";
    private static final String BATCH = BATCHES + "/{batch}";
    private static final String JSON = "application/json";

    private final Uses uses;
    private final Jobs jobs;
    private final Monitor monitor;

    /** What endpoints of batches and slow queries work with. */
    public record Uses(BatchRequests requests, KnownProcessors processors, BatchIntake intake, BatchFinder finder,
            BatchViews views, BatchOrders orders, BatchResults results, OutputFiles files) {}

    public BatchEndpoints(Uses uses, Jobs jobs, Monitor monitor) {
        this.uses = uses;
        this.jobs = jobs;
        this.monitor = monitor;
    }

    public List<Endpoint> all() {
        return Stream.concat(looks().stream(), changes().stream()).toList();
    }

    private List<Endpoint> looks() {
        return List.of(
                BatchLists.in(Endpoint.get(BATCHES, "listBatches", "The batches that are remembered, the newest first"))
                        .answers(BatchList.class, this::list),
                Endpoint.get(BATCH, "showBatch", "How a batch is, by name (the newest of that name) or id")
                        .answers(BatchView.class, call -> uses.views().status(name(call))),
                Endpoint.get(BATCH + "/results", "showBatchResults",
                        "The rows of a batch and what came of them, in the order of their lines")
                        .text("format", "jsonl or csv; when not given, what the Accept header asks for, or else jsonl")
                        .text("outcome",
                                "Only rows that are one of these, separated by commas: succeeded, failed, pending, aborted")
                        .number("from", "No rows before this line").number("limit", "How many rows at most")
                        .parameter("input", "boolean", "Whether to tell the inputs of rows, too")
                        .answersStream(ROW_TYPES, this::results),
                Endpoint.get(BATCH + "/files", "listBatchFiles",
                        "The output files of a batch, as far as its rows have results")
                        .answers(FileList.class, call -> uses.files().list(found(call))),
                Endpoint.get(BATCH + "/files/{file}", "showBatchFile",
                        "An output file of a batch, in the order of the lines of its rows, as far as they have results")
                        .answersStream(List.of(OutputFiles.MEDIA_TYPE),
                                call -> uses.files().download(found(call), call.path("file"))),
                Endpoint.get(BATCH + "/events", "watchBatch",
                        "Server-sent events 'batch' whenever something about a batch changes, and 'end' after its end")
                        .streams(List.of(BatchView.class), this::events),
                Endpoint.get(AdminServer.API + "/processors", "listProcessors",
                        "What the workers that live can do with rows of batches, and which slow queries they answer")
                        .answers(ProcessorList.class, call -> uses.processors().list()));
    }

    private List<Endpoint> changes() {
        return List.of(
                BatchParameters.in(Endpoint.post(BATCHES, "submitBatch",
                        "Makes a batch. The body is a request with its rows, or the rows alone, as a stream of any length."
                                + " A repetition with the same Idempotency-Key header, or with the same id, is answered with"
                                + " the same batch"))
                        .takes(BatchRequest.class).takesStream(ROW_TYPES).creates(BatchView.class, this::submit),
                Endpoint.post(BATCH + "/rows", "appendRows",
                        "Adds rows to a batch that is held, behind those that it has. A repetition with the same"
                                + " Idempotency-Key header adds them once")
                        .takes(RowsRequest.class).takesStream(ROW_TYPES).answers(BatchView.class, this::append),
                order("release", "releaseBatch", "Lets a batch begin that is held", uses.orders()::release),
                order("abort", "abortBatch",
                        "Ends a batch before it is done; one that has ended stays as it is", uses.orders()::abort),
                order("pause", "pauseBatch", "Lets no more rows of a batch begin", job -> jobs.pause(job.id())),
                order("resume", "resumeBatch", "Lets a paused batch go on", job -> jobs.resume(job.id())),
                order("retry", "retryBatch", "Lets a batch that has ended try the rows again that failed",
                        job -> jobs.retry(job.id())));
    }

    /** Something that is done to a batch. */
    @FunctionalInterface
    private interface Order {
        Job give(Job job) throws InterruptedException;
    }

    private Endpoint order(String name, String id, String summary, Order order) {
        return Endpoint.post(BATCH + '/' + name, id, summary)
                .answers(BatchView.class, call -> uses.views().changed(order.give(forChange(call))));
    }

    private static String name(Call call) {
        return call.path("batch");
    }

    private Found found(Call call) throws InterruptedException {
        return uses.finder().show(Kind.BATCH, name(call));
    }

    private Job forChange(Call call) throws InterruptedException {
        Job job = uses.finder().find(Kind.BATCH, name(call));
        call.about("batch " + job.spec().name() + " (" + job.id() + ')');
        call.allows(job.spec());
        return job;
    }

    private BatchView submit(Call call) throws IOException, InterruptedException {
        Optional<RowFormat> format = RowFormat.ofMediaType(call.mediaType());
        if (format.isPresent()) {
            return call.stream(body -> submit(call, BatchParameters.request(call), format.get().reader(body, 0)));
        }
        requireJson(call);
        BatchRequest request = call.body(BatchRequest.class);
        return submit(call, request, BatchRequests.listed(request, 0));
    }

    private static void requireJson(Call call) {
        if (!call.mediaType().equals(JSON)) {
            throw Refusal.mediaType(Stream.concat(Stream.of(JSON), ROW_TYPES.stream()).toList());
        }
    }

    /** @throws Refusal when what follows brings code, and the caller may send none */
    static void requireRoleForCode(Call call, JobRequest.Chain chain) {
        if (NewJobs.isCode(chain)) {
            call.requires(Role.ADMIN,
                    "an event handler that is a jar or Python is code that the workers run, and needs");
        }
    }

    private BatchView submit(Call call, BatchRequest request, RowReader rows) throws IOException, InterruptedException {
        requireRoleForCode(call, request.chain());
        WishId wish = WishId.of(call, request.id());
        NewJob job = uses.requests().of(request,
                Circumstances.of(wish.id(), call.caller().grant(), call.traceParent()));
        call.about("batch " + job.spec().name() + ": " + job.spec().describe());
        call.allows(job.spec());
        job.spec().chain().followers().forEach(call::allows);
        if (!uses.intake().isMade(job)) {
            uses.processors().require(job.spec());
        }
        Submitted made = uses.intake().submit(job, rows, request.content().hold().orElse(false), wish::usedFor);
        if (wish.chosen() && !made.isNew()) {
            call.status(200);
        }
        call.created(BATCHES + '/' + made.job().id());
        call.about("batch " + made.job().spec().name() + " (" + made.job().id() + "): " + made.job().spec().describe()
                + ", " + made.content().rows() + " rows");
        return uses.views().of(new Found(made.job(), made.content()));
    }

    private BatchView append(Call call) throws IOException, InterruptedException {
        Optional<RowFormat> format = RowFormat.ofMediaType(call.mediaType());
        if (format.isPresent()) {
            return call.stream(body -> append(call, before -> format.get().reader(body, before)));
        }
        requireJson(call);
        RowsRequest request = call.body(RowsRequest.class);
        return append(call, before -> BatchRequests.listed(request.rows(), before));
    }

    private BatchView append(Call call, Behind behind) throws IOException, InterruptedException {
        Job job = forChange(call);
        Optional<String> token = call.headers(WishId.IDEMPOTENCY_KEY).isEmpty()
                ? Optional.empty()
                : Optional.of(JobStore.idOf(WishId.of(call, Optional.empty()).id() + '\n' + job.id()));
        Found batch = new Found(job, uses.intake().append(job, token, behind));
        call.about("batch " + job.spec().name() + " (" + job.id() + "), " + batch.content().rows() + " rows");
        return uses.views().of(batch);
    }

    private BatchList list(Call call) throws InterruptedException {
        BatchFinder.Page page = uses.finder().list(BatchLists.wanted(call, false));
        return new BatchList(page.batches().stream().map(uses.views()::of).toList(), page.next().map(BatchLists::next));
    }

    private Download results(Call call) throws InterruptedException {
        RowFormat format = call.text("format").map(ResultFormat::parse)
                .orElseGet(() -> call.prefers(RowFormat.CSV.mediaType(), List.of(RowFormat.JSONL.mediaType()))
                        ? RowFormat.CSV
                        : RowFormat.JSONL);
        boolean inputs = call.flag("input");
        BatchResults.Wanted wanted = new BatchResults.Wanted(
                call.text("outcome").map(Outcome::parse).orElse(Set.of(Outcome.values())),
                call.wholeNumber("from", 0, 0, RowReader.LAST_LINE),
                call.wholeNumber("limit", Long.MAX_VALUE, 1, Long.MAX_VALUE), inputs);
        Found batch = found(call);
        return new Download(format.mediaType(),
                out -> ResultFormat.write(format, inputs, rows -> uses.results().each(batch, wanted, rows), out));
    }

    private EventSource events(Call call) throws InterruptedException {
        return new JobWatch<>("batch", uses.finder().find(Kind.BATCH, name(call)), jobs, monitor,
                job -> uses.views().of(uses.finder().with(job)));
    }
}

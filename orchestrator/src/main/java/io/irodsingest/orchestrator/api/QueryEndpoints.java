package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.batch.FileList;
import io.irodsingest.adminapi.batch.QueryList;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.adminapi.batch.QueryView;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.orchestrator.api.BatchEndpoints.Uses;
import io.irodsingest.orchestrator.batch.BatchFinder;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchFinder.Kind;
import io.irodsingest.orchestrator.batch.BatchIntake.Submitted;
import io.irodsingest.orchestrator.batch.OutputFiles;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.request.BatchRequests;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be asked about slow queries, and done with them. */
public final class QueryEndpoints {
    private static final String QUERIES = AdminServer.API + "/queries";
    private static final String QUERY = QUERIES + "/{query}";
    /** Clients and proxies take an answer that does not come for a lost one. */
    private static final int LONGEST_WAIT = 20;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LATER = Duration.ofSeconds(2);

    private final Uses uses;
    private final Jobs jobs;

    public QueryEndpoints(Uses uses, Jobs jobs) {
        this.uses = uses;
        this.jobs = jobs;
    }

    public List<Endpoint> all() {
        return List.of(
                waiting(Endpoint.post(QUERIES, "submitQuery",
                        "Asks a slow query. A repetition with the same Idempotency-Key header, or with the same id, is answered"
                                + " with the same query"))
                        .takes(QueryRequest.class).creates(QueryView.class, this::submit),
                BatchLists.in(Endpoint.get(QUERIES, "listQueries",
                        "The slow queries that are remembered, the newest first, without their results"))
                        .answers(QueryList.class, this::list),
                waiting(Endpoint.get(QUERY, "showQuery",
                        "A slow query, by name (the newest of that name) or id, with its result when it has ended; with status 202"
                                + " and a Retry-After header before"))
                        .answers(QueryView.class, call -> {
                            QueryView view = awaited(call, uses.finder().find(Kind.QUERY, name(call)));
                            if (!view.ended()) {
                                call.status(202);
                            }
                            return view;
                        }),
                Endpoint.post(QUERY + "/abort", "abortQuery",
                        "Ends a slow query before it is answered; one that has ended stays as it is")
                        .answers(QueryView.class, this::abort),
                Endpoint.get(QUERY + "/files", "listQueryFiles", "The output files of a slow query that was answered")
                        .answers(FileList.class, call -> uses.files().list(found(call))),
                Endpoint.get(QUERY + "/files/{file}", "showQueryFile", "An output file of a slow query")
                        .answersStream(List.of(OutputFiles.MEDIA_TYPE),
                                call -> uses.files().download(found(call), call.path("file"))));
    }

    private static Endpoint.Draft waiting(Endpoint.Draft draft) {
        return draft.number("wait", "How many seconds to wait for the end at most; up to " + LONGEST_WAIT);
    }

    private static String name(Call call) {
        return call.path("query");
    }

    private Found found(Call call) throws InterruptedException {
        return uses.finder().show(Kind.QUERY, name(call));
    }

    private QueryView submit(Call call) throws IOException, InterruptedException {
        QueryRequest request = call.body(QueryRequest.class);
        BatchEndpoints.requireRoleForCode(call, request.chain());
        WishId wish = WishId.of(call, request.id());
        NewJob job = uses.requests().of(request,
                Circumstances.of(wish.id(), call.caller().grant(), call.traceParent()));
        call.about("query " + job.spec().name() + ": " + job.spec().describe());
        call.allows(job.spec());
        job.spec().chain().followers().forEach(call::allows);
        if (!uses.intake().isMade(job)) {
            uses.processors().require(job.spec());
        }
        Submitted made = uses.intake().submit(job, BatchRequests.input(request), false, wish::usedFor);
        call.created(QUERIES + '/' + made.job().id());
        call.about("query " + made.job().spec().name() + " (" + made.job().id() + "): " + made.job().spec().describe());
        QueryView view = awaited(call, made.job());
        if (wish.chosen() && !made.isNew()) {
            call.status(200);
        }
        return view;
    }

    /** The query as it is when it has ended, or when the time is over for which the caller waits. */
    private QueryView awaited(Call call, Job begun) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(call.number("wait", 0, 0, LONGEST_WAIT)).toNanos();
        Job job = begun;
        while (!job.state().isFinal() && System.nanoTime() - limit < 0) {
            Thread.sleep(POLL);
            job = jobs.find(begun.id());
        }
        if (!job.state().isFinal()) {
            call.retryAfter(LATER);
        }
        return view(job);
    }

    private QueryView view(Job job) throws InterruptedException {
        return uses.views().of(job, uses.results().answer(job));
    }

    private QueryView abort(Call call) throws InterruptedException {
        Job job = uses.finder().find(Kind.QUERY, name(call));
        call.about("query " + job.spec().name() + " (" + job.id() + ')');
        call.allows(job.spec());
        return view(uses.orders().abort(job));
    }

    private QueryList list(Call call) throws InterruptedException {
        BatchFinder.Page page = uses.finder().list(BatchLists.wanted(call, true));
        Optional<StoredResult> none = Optional.empty();
        return new QueryList(page.batches().stream().map(query -> uses.views().of(query.job(), none)).toList(),
                page.next().map(BatchLists::next));
    }
}

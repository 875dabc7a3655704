package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.batch.BatchList;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.batchtasks.rows.RowFormat;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.common.job.Job;
import io.irodsingest.dashboard.BatchFilter;
import io.irodsingest.dashboard.BatchPages;
import io.irodsingest.dashboard.FormPages;
import io.irodsingest.dashboard.Links;
import io.irodsingest.dashboard.RowPage;
import io.irodsingest.dashboard.Viewer;
import io.irodsingest.dashboard.form.BatchForm;
import io.irodsingest.dashboard.form.Draft;
import io.irodsingest.dashboard.form.FormValues;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.batch.BatchFinder;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchFinder.Kind;
import io.irodsingest.orchestrator.batch.BatchResults;
import io.irodsingest.orchestrator.batch.BatchResults.Outcome;
import io.irodsingest.orchestrator.batch.BatchStatus;
import io.irodsingest.orchestrator.batch.ResultFormat;
import io.irodsingest.orchestrator.batch.RowPages;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Call.Upload;
import io.irodsingest.orchestrator.http.Carried;
import io.irodsingest.orchestrator.http.Download;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Problems;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.http.Site;
import io.irodsingest.orchestrator.http.Site.Asking;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Look;
import io.irodsingest.orchestrator.http.Site.NamedDownload;
import io.irodsingest.orchestrator.http.Site.Page;
import io.irodsingest.orchestrator.loops.Monitor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pages about batches, and the forms by which they are made and changed. Thread-safe. */
final class BatchSite {
    private static final String BATCHES = "/batches";
    private static final String BATCH = BATCHES + "/{batch}";
    private static final String NEW_BATCH = "/new-batch";
    private static final int ROWS = 100;
    private static final int LISTED = 50;

    private final BatchPages pages;
    private final FormPages forms;
    private final BatchEndpoints.Uses uses;
    private final Monitor monitor;
    private final Function<String, Endpoint> endpoints;

    /** @param endpoints by their ids */
    BatchSite(BatchPages pages, FormPages forms, BatchEndpoints.Uses uses, Monitor monitor,
            Function<String, Endpoint> endpoints) {
        this.pages = pages;
        this.forms = forms;
        this.uses = uses;
        this.monitor = monitor;
        this.endpoints = endpoints;
    }

    List<Page> pages() {
        return List.of(SitePages.html(BATCHES, this::list), SitePages.html(BATCH, this::show),
                SitePages.html(BATCH + "/files", (call, visitor) -> {
                    Found batch = found(call);
                    return pages.files(SitePages.viewer(visitor), uses.views().of(batch), uses.files().list(batch));
                }),
                new Page(BATCH + "/files/{file}", Role.VIEWER, new Look.Saved((call, visitor) -> new NamedDownload(
                        call.path("file"), uses.files().download(found(call), call.path("file"))))),
                new Page(BATCH + "/results.jsonl", Role.VIEWER, new Look.Saved(this::results)),
                SitePages.html(NEW_BATCH, Role.OPERATOR, (call, visitor) -> forms.newBatch(SitePages.viewer(visitor),
                        Draft.of(FormValues.sent(BatchForm.groups(), SitePages.given(call)), NewJobPages.newWish()))),
                SitePages.events("/live" + BATCH, this::live));
    }

    List<Form> forms() {
        Function<Call, String> back = call -> Links.batch(call.path("batch"));
        return Stream.concat(
                Map.of("release", "releaseBatch", "abort", "abortBatch", "pause", "pauseBatch", "resume",
                        "resumeBatch", "retry", "retryBatch").entrySet().stream()
                        .map(order -> SitePages.button(BATCH + '/' + order.getKey(),
                                endpoints.apply(order.getValue()), back)),
                Stream.of(new Form(BATCH + "/rows", Role.OPERATOR, this::append, back),
                        new Form(NEW_BATCH, Role.OPERATOR, this::submit, call -> NEW_BATCH)))
                .toList();
    }

    private Found found(Call call) throws InterruptedException {
        return uses.finder().show(Kind.BATCH, call.path("batch"));
    }

    private String list(Call call, Visitor visitor) throws InterruptedException {
        Map<String, List<String>> given = SitePages.given(call);
        BatchFilter filter = new BatchFilter(SitePages.given(call, "app"), SitePages.given(call, "op"),
                SitePages.given(call, "status"), SitePages.given(call, "after"));
        given.putIfAbsent("limit", List.of(String.valueOf(LISTED)));
        BatchFinder.Page page = uses.finder().list(BatchLists.wanted(
                call.carrying(Carried.NOTHING.withQuery(given)), false));
        return pages.list(SitePages.viewer(visitor), filter,
                new BatchList(page.batches().stream().map(uses.views()::of).toList(),
                        page.next().map(BatchLists::next)),
                uses.processors().list());
    }

    private String show(Call call, Visitor visitor) throws IOException, InterruptedException {
        Found batch = found(call);
        Optional<String> outcome = SitePages.given(call, "outcome");
        long from = call.carrying(Carried.NOTHING.withQuery(SitePages.given(call))).wholeNumber("from", 0, 0,
                RowReader.LAST_LINE);
        Set<Outcome> outcomes = outcome.map(Outcome::parse).orElse(Set.of(Outcome.values()));
        RowPages rows = RowPages.read(uses.results(), batch, new BatchResults.Wanted(outcomes, from, ROWS + 1L, true));
        return pages.batch(SitePages.viewer(visitor), uses.views().of(batch),
                new RowPage(rows.first(ROWS), outcome, from, rows.lineOf(ROWS)));
    }

    private NamedDownload results(Call call, Visitor visitor) throws InterruptedException {
        Found batch = found(call);
        BatchResults.Wanted all = new BatchResults.Wanted(Set.of(Outcome.values()), 0, Long.MAX_VALUE, false);
        return new NamedDownload("results-" + batch.job().id() + ".jsonl", new Download(RowFormat.JSONL.mediaType(),
                out -> ResultFormat.write(RowFormat.JSONL, false, rows -> uses.results().each(batch, all, rows),
                        out)));
    }

    /** The rows of a batch change only as long as it is held: they are counted anew when it was released. */
    private EventSource live(Call call, Visitor visitor) throws InterruptedException {
        Viewer viewer = SitePages.viewer(visitor);
        AtomicReference<Found> known = new AtomicReference<>(found(call));
        return new PageParts(monitor, look -> {
            Found before = known.get();
            Optional<Job> seen = monitor.cluster().jobs().stream().filter(job -> job.id().equals(before.job().id()))
                    .findFirst();
            seen.filter(job -> !job.equals(before.job())).ifPresent(job -> known.set(followed(before, job)));
            return pages.parts(viewer, uses.views().of(known.get()));
        });
    }

    private Found followed(Found before, Job now) {
        if (!BatchStatus.isHeld(before.job())) {
            return new Found(now, before.content());
        }
        try {
            return uses.finder().with(now);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return before;
        } catch (RuntimeException away) {
            // it is asked for again at the next look
            return before;
        }
    }

    private Site.Outcome submit(Call call, Visitor visitor, Asking asking) throws Exception {
        FormValues values = FormValues.sent(BatchForm.groups(), call.form());
        Optional<Upload> file = call.upload("rows_file");
        Map<String, List<String>> parameters = values.parameters(BatchForm.groups());
        file.ifPresent(chosen -> parameters.put("file", List.of(chosen.fileName())));
        Optional<String> wish = SitePages.sent(call, "wish");
        try {
            BatchView made = (BatchView) asking.ask(endpoints.apply("submitBatch"),
                    call.carrying(rows(call, file).withQuery(parameters).withWish(wish)));
            return new Site.Outcome.Goes(Links.batch(made.id()));
        } catch (Exception refused) {
            Draft draft = Draft.of(values, NewJobPages.newWish());
            return new Site.Outcome.Refused(Problems.of(refused), forms.newBatch(SitePages.viewer(visitor),
                    draft.withProblem(Problems.of(refused).detail())));
        }
    }

    private Site.Outcome append(Call call, Visitor visitor, Asking asking) throws Exception {
        asking.ask(endpoints.apply("appendRows"), call.carrying(rows(call, call.upload("rows_file"))));
        return new Site.Outcome.Goes(Links.batch(call.path("batch")));
    }

    private static Carried rows(Call call, Optional<Upload> file) {
        String text = SitePages.sent(call, "rows_text").orElse("");
        if (file.isEmpty() && text.isBlank()) {
            throw Refusal.badRequest("there are no rows: choose a file, or write some");
        }
        return Carried.NOTHING.withRows(format(SitePages.sent(call, "format"), file), file.map(Upload::content)
                .orElseGet(() -> () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static RowFormat format(Optional<String> chosen, Optional<Upload> file) {
        return chosen.map(ResultFormat::parse)
                .orElseGet(
                        () -> file.filter(one -> one.fileName().toLowerCase(Locale.ROOT).endsWith(".csv")).isPresent()
                                ? RowFormat.CSV
                                : RowFormat.JSONL);
    }
}

package io.irodsingest.orchestrator.api;

import static io.irodsingest.orchestrator.api.SitePages.events;
import static io.irodsingest.orchestrator.api.SitePages.given;
import static io.irodsingest.orchestrator.api.SitePages.html;
import static io.irodsingest.orchestrator.api.SitePages.viewer;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.dashboard.BatchPages;
import io.irodsingest.dashboard.Dashboard;
import io.irodsingest.dashboard.FormPages;
import io.irodsingest.dashboard.JobFilter;
import io.irodsingest.dashboard.Links;
import io.irodsingest.dashboard.Viewer;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Sessions;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Download;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Site;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.request.JobRequests;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dashboard: which page is where, where its events come from, and which endpoint each of its buttons asks for. Thread-safe. */
public final class DashboardSite implements Site {
    private final Dashboard dashboard;
    private final Sessions sessions;
    private final Monitor monitor;
    private final SeenCluster cluster;
    private final Map<String, Endpoint> endpoints;

    private final NewJobPages newJobs;
    private final BatchSite batches;
    private final SelectedJobs selected;
    private final ScheduleSite schedules;

    /** Where what pages show comes from. */
    public record Sources(SeenCluster cluster, JobEndpoints jobs, ScheduleEndpoints schedules,
            BatchEndpoints.Uses batches, Clock clock) {}

    /** @param endpoints those that buttons may ask for, and any others */
    public DashboardSite(Sources sources, Sessions sessions, Monitor monitor, List<Endpoint> endpoints) {
        this.cluster = sources.cluster();
        this.dashboard = new Dashboard(cluster);
        this.sessions = sessions;
        this.monitor = monitor;
        this.endpoints = endpoints.stream().collect(Collectors.toMap(Endpoint::id, Function.identity()));
        FormPages forms = new FormPages(cluster);
        this.newJobs = new NewJobPages(forms, sources.jobs(), this.endpoints.get("startJob"), monitor);
        this.selected = new SelectedJobs(dashboard, this.endpoints::get);
        this.schedules = new ScheduleSite(forms, sources.jobs(), sources.schedules(), sources.clock(),
                this.endpoints::get);
        this.batches = new BatchSite(new BatchPages(cluster), forms, sources.batches(), monitor, this.endpoints::get);
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public Optional<File> file(String name) {
        return dashboard.asset(name).map(asset -> new File(asset.mediaType(), asset.content()));
    }

    @Override
    public String login(Optional<String> problem) {
        return dashboard.login(problem);
    }

    @Override
    public String problem(Optional<Visitor> visitor, Problem problem, String back) {
        return dashboard.problem(visitor.map(SitePages::viewer), problem.status(), problem.title(),
                problem.detail(), back);
    }

    @Override
    public List<Page> pages() {
        return Stream.of(ownPages(), newJobs.pages(), selected.pages(), batches.pages(), schedules.pages())
                .flatMap(List::stream).toList();
    }

    private List<Page> ownPages() {
        return List.of(
                html("/", (call, visitor) -> dashboard.overview(viewer(visitor))),
                html("/jobs", (call, visitor) -> dashboard.jobs(viewer(visitor), filter(call))),
                html("/jobs/{job}", (call, visitor) -> dashboard.job(viewer(visitor), call.path("job"))),
                html("/jobs/{job}/failures", (call, visitor) -> dashboard.failures(viewer(visitor), call.path("job"),
                        given(call, "reason"), call.offset())),
                new Page("/jobs/{job}/failures.csv", Role.VIEWER, new Look.Saved(this::failures)),
                html("/workers", (call, visitor) -> dashboard.workers(viewer(visitor))),
                html("/queues", (call, visitor) -> dashboard.queues(viewer(visitor), call.offset())),
                html("/schedules", (call, visitor) -> dashboard.schedules(viewer(visitor), given(call, "name"),
                        given(call, "after"))),
                html("/schedules/{schedule}",
                        (call, visitor) -> dashboard.schedule(viewer(visitor), call.path("schedule"))),
                html("/health", (call, visitor) -> dashboard.health(viewer(visitor))),
                shared("/live/overview", dashboard::overviewParts),
                events("/live/jobs", (call, visitor) -> rows(viewer(visitor), Set.copyOf(call.texts("job")))),
                events("/live/jobs/{job}", (call, visitor) -> job(cluster.job(call.path("job")), viewer(visitor))),
                events("/live/workers",
                        (call, visitor) -> parts(() -> dashboard.workersParts(viewer(visitor)))),
                shared("/live/queues", dashboard::queuesParts),
                shared("/live/health", dashboard::healthParts));
    }

    @Override
    public List<Form> forms() {
        return Stream.of(ownForms(), newJobs.forms(), selected.forms(), batches.forms(), schedules.forms())
                .flatMap(List::stream).toList();
    }

    private List<Form> ownForms() {
        Function<Call, String> job = call -> Links.job(call.path("job"));
        Function<Call, String> schedule = call -> Links.schedule(call.path("schedule"));
        Function<Call, String> workers = call -> "/workers";
        Function<Call, String> queues = call -> "/queues";
        return List.of(
                form("/jobs/{job}/stop", "stopJob", job),
                form("/jobs/{job}/pause", "pauseJob", job),
                form("/jobs/{job}/resume", "resumeJob", job),
                form("/jobs/{job}/retry", "retryJob", job),
                form("/schedules/{schedule}/pause", "pauseSchedule", schedule),
                form("/schedules/{schedule}/resume", "resumeSchedule", schedule),
                form("/schedules/{schedule}/trigger", "triggerSchedule", schedule),
                form("/workers/{worker}/drain", "drainWorker", workers),
                form("/workers/{worker}/undrain", "undrainWorker", workers),
                form("/dead-letters/requeue", "requeueDeadLetters", queues),
                form("/dead-letters/drop", "dropDeadLetters", queues),
                form("/dead-letters/{letter}/requeue", "requeueDeadLetter", queues),
                form("/dead-letters/{letter}/drop", "dropDeadLetter", queues));
    }

    private Form form(String path, String endpoint, Function<Call, String> back) {
        return SitePages.button(path, endpoints.get(endpoint), back);
    }

    private Page shared(String path, Supplier<Map<String, String>> maker) {
        LongFunction<Map<String, String>> parts = PageParts.shared(maker);
        return events(path, (call, visitor) -> new PageParts(monitor, parts));
    }

    private EventSource parts(Supplier<Map<String, String>> parts) {
        return new PageParts(monitor, look -> parts.get());
    }

    private EventSource rows(Viewer viewer, Set<String> jobs) {
        return parts(() -> dashboard.jobRows(viewer, jobs));
    }

    private EventSource job(JobView known, Viewer viewer) {
        return parts(() -> dashboard.jobParts(viewer, known));
    }

    private NamedDownload failures(Call call, Visitor visitor) throws InterruptedException {
        JobView job = cluster.job(call.path("job"));
        return new NamedDownload("failures-" + job.id() + ".csv", new Download("text/csv", out -> {
            Writer rows = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            dashboard.failuresAsCsv(job.id(), rows);
            rows.flush();
        }));
    }

    private static JobFilter filter(Call call) {
        return JobFilter.NONE.named(given(call, "name")).in(given(call, "state")).from(given(call, "source"))
                .of(given(call, "schedule")).behind(given(call, "after"))
                .sortedBy(JobRequests.choice("sort", given(call, "sort"), JobFilter.Sort.values()));
    }
}

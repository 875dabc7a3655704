package io.irodsingest.dashboard;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.dashboard.FailureGroups.Groups;
import io.irodsingest.dashboard.FailureGroups.Page;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages as HTML, and the parts of them that change while they are looked at. What {@link ClusterData} throws goes through.
 * Thread-safe.
 */
public final class Dashboard {
    private static final int JOBS = 50;
    private static final int SCHEDULES = 50;
    private static final int RUNS = 50;
    private static final int UPCOMING = 10;
    private static final int SOON = 5;
    private static final int HISTORY = 100;
    private static final int FAILURES = 100;
    private static final int LETTERS = 50;
    private static final int FAILED = 20;
    private static final Duration FAILED_SINCE = Duration.ofDays(1);

    private final ClusterData data;
    private final Templates templates = new Templates();
    private final PageFrames frames;
    private final Assets assets = new Assets();

    public Dashboard(ClusterData data) {
        this.data = data;
        this.frames = new PageFrames(data, templates);
    }

    /** A file below {@code /assets}. */
    public Optional<Asset> asset(String name) {
        return assets.find(name);
    }

    /** @param problem why the last try was refused */
    public String login(Optional<String> problem) {
        return templates.render("login", Map.of("problem", problem));
    }

    /**
     * Something that could not be done or shown.
     *
     * @param viewer empty for who is not signed in
     * @param back where the viewer goes on
     */
    public String problem(Optional<Viewer> viewer, int status, String title, String detail, String back) {
        return templates.render("problem", Map.of("viewer", viewer, "health", data.health(), "status", status,
                "title", title, "detail", detail, "back", back));
    }

    public String overview(Viewer viewer) throws InterruptedException {
        List<ScheduleView> soon = data.schedules(Optional.empty(), Optional.empty(), SOON).schedules().stream()
                .filter(schedule -> schedule.progress().next().isPresent()).toList();
        return templates.render("overview", Map.of("frame", frames.of(viewer, "Overview", "/", "/live/overview"),
                "rates", ratesPart(), "failed",
                data.failedSince(Instant.now().minus(FAILED_SINCE), FAILED), "cluster", overviewPart(), "soon", soon));
    }

    /** Parts of the overview by the names of their events. */
    public Map<String, String> overviewParts() {
        Map<String, String> parts = frames.parts("cluster", overviewPart());
        parts.put("rates", ratesPart());
        return parts;
    }

    private String ratesPart() {
        return templates.render("part/rates", Map.of("rates", data.rates()));
    }

    private String overviewPart() {
        return templates.render("part/cluster", Map.of("jobsByState", data.jobsByState(), "jobs", data.activeJobs(JOBS),
                "workers", data.workers(), "queues", data.queues()));
    }

    public String jobs(Viewer viewer, JobFilter filter) throws InterruptedException {
        ListedJobs page = data.jobs(filter, JOBS);
        return templates.render("jobs", Map.of("frame", frames.of(viewer, "Jobs", "/jobs", Links.liveRows(page.jobs())),
                "filter", filter, "states", List.copyOf(data.jobsByState().keySet()), "page", page));
    }

    /** The rows of those jobs that may change, by {@code job-} and their ids. */
    public Map<String, String> jobRows(Viewer viewer, Set<String> ids) {
        Map<String, String> rows = frames.health();
        data.seenJobs(ids).forEach(job -> rows.put("job-" + job.id(),
                templates.render("part/jobRow", Map.of("job", job, "chosen", viewer.operates()))));
        return rows;
    }

    /** @param name or id */
    public JobView find(String name) throws InterruptedException {
        return data.job(name);
    }

    /** Asks whether something is really to be done to several jobs. @param order one of stop, pause, resume and retry */
    public String askForJobs(Viewer viewer, String order, List<JobView> jobs) {
        return templates.render("askForJobs", Map.of("frame", frames.of(viewer, Wording.order(order) + " jobs", "/jobs",
                "/live/health"), "order", order, "jobs", jobs));
    }

    /** What came of it. @param refused by the ids of jobs, why */
    public String doneToJobs(Viewer viewer, String order, List<String> done, Map<String, String> refused) {
        return templates.render("doneToJobs", Map.of("frame", frames.of(viewer, Wording.order(order) + " jobs", "/jobs",
                "/live/health"), "order", order, "done", done, "refused", refused));
    }

    /** @param name or id */
    public String job(Viewer viewer, String name) throws InterruptedException {
        JobView job = data.job(name);
        return templates.render("job",
                Map.of("frame", frames.of(viewer, job.jobName(), "/jobs", "/live" + Links.job(job.id())),
                        "job", job, "progress", progress(job), "orders", orders(viewer, job), "tasks", tasks(job),
                        "given", data.asGiven(job.id()), "history", data.history(job.id(), 0, HISTORY)));
    }

    /**
     * Parts of a job's page, and {@code changed} and {@code failures}, at which pages ask anew for what no event can tell.
     *
     * @param known the job as it was when the page was asked for
     */
    public Map<String, String> jobParts(Viewer viewer, JobView known) {
        JobView job = data.seenJobs(Set.of(known.id())).stream().findFirst().orElse(known);
        Map<String, String> parts = frames.parts("progress", progress(job));
        parts.put("orders", orders(viewer, job));
        parts.put("tasks", tasks(job));
        parts.put("changed", job.state() + ' ' + job.pass().passes());
        parts.put("failures", String.valueOf(job.count("failed")));
        return parts;
    }

    private String tasks(JobView job) {
        List<TaskNow> tasks = data.workers().stream()
                .flatMap(worker -> worker.activities().stream().filter(task -> task.jobId().equals(job.id()))
                        .map(task -> new TaskNow(worker.worker(), task)))
                .toList();
        return templates.render("part/jobTasks", Map.of("tasks", tasks));
    }

    private String progress(JobView job) {
        return templates.render("part/progress", Map.of("job", job));
    }

    private String orders(Viewer viewer, JobView job) {
        return templates.render("part/orders", Map.of("viewer", viewer, "job", job));
    }

    /** @param reason of which group; empty for all */
    public String failures(Viewer viewer, String name, Optional<String> reason, int offset)
            throws InterruptedException {
        JobView job = data.job(name);
        FailureGroups.Source source = (from, limit) -> data.failures(job.id(), from, limit);
        Groups groups = FailureGroups.of(source);
        Page page = reason.isPresent() ? FailureGroups.page(source, reason.get(), offset, FAILURES) : page(job, offset);
        return templates.render("failures", Map.of("frame", frames.of(viewer, "Failures of " + job.jobName(), "/jobs",
                "/live" + Links.job(job.id())), "job", job, "groups", groups, "reason", reason, "offset", offset,
                "page", page));
    }

    private Page page(JobView job, int offset) throws InterruptedException {
        List<Failure> failures = data.failures(job.id(), offset, FAILURES).failures();
        return new Page(failures, failures.size() < FAILURES ? -1 : offset + FAILURES);
    }

    /** Writes all failures of a job, however many there are, row by row. @param job name or id */
    public void failuresAsCsv(String job, Appendable out) throws IOException, InterruptedException {
        FailureTable.write((from, limit) -> data.failures(job, from, limit), out);
    }

    public String workers(Viewer viewer) {
        return templates.render("workers", Map.of("frame", frames.of(viewer, "Workers", "/workers", "/live/workers"),
                "workers", workersPart(viewer)));
    }

    public Map<String, String> workersParts(Viewer viewer) {
        return frames.parts("workers", workersPart(viewer));
    }

    private String workersPart(Viewer viewer) {
        return templates.render("part/workers", Map.of("viewer", viewer, "workers", data.workers()));
    }

    /** @param offset of the first dead letter that is shown */
    public String queues(Viewer viewer, int offset) throws InterruptedException {
        return templates.render("queues", Map.of("frame",
                frames.of(viewer, "Queues and dead letters", "/queues", "/live/queues"), "queues", queuesPart(),
                "letters",
                data.deadLetters(offset, LETTERS)));
    }

    /** With {@code letters}, at which the page asks anew for dead letters. */
    public Map<String, String> queuesParts() {
        Map<String, String> parts = frames.parts("queues", queuesPart());
        parts.put("letters", String.valueOf(data.deadLetterCount()));
        return parts;
    }

    private String queuesPart() {
        return templates.render("part/queues", Map.of("queues", data.queues()));
    }

    /** @param name of schedules, or with a {@code *} at its end the beginning of names */
    public String schedules(Viewer viewer, Optional<String> name, Optional<String> after)
            throws InterruptedException {
        return templates.render("schedules",
                Map.of("frame", frames.of(viewer, "Schedules", "/schedules", "/live/health"),
                        "name", name, "after", after, "page", data.schedules(name, after, SCHEDULES)));
    }

    public String schedule(Viewer viewer, String nameOrId) throws InterruptedException {
        ScheduleView schedule = data.schedule(nameOrId);
        return templates.render("schedule", Map.of("frame",
                frames.of(viewer, schedule.name(), "/schedules", "/live/health"), "schedule", schedule, "runs",
                data.runs(schedule.id(), 0, RUNS), "upcoming", data.upcoming(schedule.id(), UPCOMING)));
    }

    public String health(Viewer viewer) {
        return templates.render("health", Map.of("frame", frames.of(viewer, "Health and settings", "/health",
                "/live/health"), "details", healthDetails(), "configuration",
                Optional.of(viewer).filter(Viewer::administers).map(admin -> data.configuration())));
    }

    /** What every page shows of the cluster's health, and the page of it in full. */
    public Map<String, String> healthParts() {
        return frames.parts("details", healthDetails());
    }

    private String healthDetails() {
        return templates.render("part/health", Map.of("health", data.health()));
    }
}

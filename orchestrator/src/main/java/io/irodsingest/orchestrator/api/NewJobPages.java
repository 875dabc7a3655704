package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.dashboard.FormPages;
import io.irodsingest.dashboard.Links;
import io.irodsingest.dashboard.form.Draft;
import io.irodsingest.dashboard.form.FormValues;
import io.irodsingest.dashboard.form.JobForm;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Carried;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Problems;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.http.Site.Asking;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Outcome;
import io.irodsingest.orchestrator.http.Site.Page;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.request.GivenOptions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The form by which a job is started from a page, at once or after a dry run of it. Thread-safe. */
final class NewJobPages {
    private static final String NEW_JOB = "/new-job";
    private static final String DRY_RUN = "dry-run";
    private static final String TRIED_BY = "dry_run_job";

    private final FormPages pages;
    private final JobEndpoints jobs;
    private final Endpoint startJob;
    private final Monitor monitor;

    NewJobPages(FormPages pages, JobEndpoints jobs, Endpoint startJob, Monitor monitor) {
        this.pages = pages;
        this.jobs = jobs;
        this.startJob = startJob;
        this.monitor = monitor;
    }

    List<Page> pages() {
        return List.of(SitePages.html(NEW_JOB, Role.OPERATOR,
                (call, visitor) -> pages.newJob(SitePages.viewer(visitor), begun(call))),
                SitePages.html(NEW_JOB + "/check", Role.OPERATOR, (call, visitor) -> pages.checked(problem(call))),
                SitePages.events("/live/dry-runs/{job}", (call, visitor) -> {
                    JobView job = jobs.show(call.path("job"));
                    return new PageParts(monitor, look -> pages.dryRunParts(job));
                }));
    }

    List<Form> forms() {
        return List.of(new Form(NEW_JOB, Role.OPERATOR, this::submit, call -> NEW_JOB));
    }

    static String newWish() {
        return UUID.randomUUID().toString();
    }

    private Draft begun(Call call) throws InterruptedException {
        Optional<String> other = SitePages.given(call, "like");
        if (other.isEmpty()) {
            return Draft.of(FormValues.EMPTY, newWish());
        }
        GivenOptions given = jobs.given(other.get()).orElseThrow(() -> Refusal.conflict("No ingest", "job '"
                + other.get() + "' is no ingest, and cannot be started again here"));
        FormValues values = FormValues.of(JobForm.groups(), AdminJson.lenient().valueToTree(given.request()));
        boolean isDryRun = given.request().treatment().mode().filter("DRY_RUN"::equals).isPresent();
        return Draft.of(isDryRun ? values.without(List.of("mode")) : values, newWish()).withLeftOut(given.leftOut());
    }

    private Optional<String> problem(Call call) {
        try {
            FormValues values = FormValues.sent(JobForm.groups(), SitePages.given(call));
            jobs.check(call, call.made(SitePages.request(values, JobForm.groups()), JobRequest.class));
            return Optional.empty();
        } catch (Exception refused) {
            return Optional.of(Problems.of(refused).detail());
        }
    }

    private Outcome submit(Call call, Visitor visitor, Asking asking) throws Exception {
        FormValues values = FormValues.sent(JobForm.groups(), call.form());
        String wish = SitePages.sent(call, "wish").orElseGet(NewJobPages::newWish);
        Draft draft = Draft.of(values, newWish()).triedBy(SitePages.sent(call, TRIED_BY));
        String order = SitePages.sent(call, "do").orElse("");
        if (order.equals("look")) {
            return new Outcome.Shown(pages.newJob(SitePages.viewer(visitor), draft));
        }
        boolean dryRun = order.equals(DRY_RUN);
        FormValues wanted = dryRun ? dryRun(values) : values;
        try {
            JobView job = (JobView) asking.ask(startJob, call.carrying(
                    Carried.NOTHING.withBody(SitePages.request(wanted, JobForm.groups())).withWish(Optional.of(wish))));
            return dryRun
                    ? new Outcome.Shown(pages.newJob(SitePages.viewer(visitor), draft.triedBy(Optional.of(job.id()))))
                    : new Outcome.Goes(Links.job(job.id()));
        } catch (Exception refused) {
            Problem problem = Problems.of(refused);
            return new Outcome.Refused(problem,
                    pages.newJob(SitePages.viewer(visitor), draft.withProblem(problem.detail())));
        }
    }

    private static FormValues dryRun(FormValues values) {
        FormValues once = values.without(JobForm.NOT_OF_DRY_RUNS).with("mode", "DRY_RUN");
        return Optional.ofNullable(values.values().get("job_name"))
                .map(name -> once.with("job_name", name + "-dry-run")).orElse(once);
    }
}

package io.irodsingest.orchestrator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.dashboard.FormPages;
import io.irodsingest.dashboard.Links;
import io.irodsingest.dashboard.form.Draft;
import io.irodsingest.dashboard.form.FormValues;
import io.irodsingest.dashboard.form.ScheduleForm;
import io.irodsingest.dashboard.form.ScheduleForm.Does;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Visitor;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Carried;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Problems;
import io.irodsingest.orchestrator.http.Site.Asking;
import io.irodsingest.orchestrator.http.Site.Form;
import io.irodsingest.orchestrator.http.Site.Outcome;
import io.irodsingest.orchestrator.http.Site.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The form by which schedules are made, what else is done to them with more than a press, and the calendar. Thread-safe. */
final class ScheduleSite {
    private static final String SCHEDULE = "/schedules/{schedule}";
    private static final String NEW_SCHEDULE = "/new-schedule";
    private static final Duration CALENDAR = Duration.ofDays(30);
    private static final int SHOWN_TIMES = 5;

    private final FormPages pages;
    private final JobEndpoints jobs;
    private final ScheduleEndpoints schedules;
    private final Clock clock;
    private final Function<String, Endpoint> endpoints;

    /** @param endpoints by their ids */
    ScheduleSite(FormPages pages, JobEndpoints jobs, ScheduleEndpoints schedules, Clock clock,
            Function<String, Endpoint> endpoints) {
        this.pages = pages;
        this.jobs = jobs;
        this.schedules = schedules;
        this.clock = clock;
        this.endpoints = endpoints;
    }

    List<Page> pages() {
        return List.of(
                SitePages.html("/calendar", (call, visitor) -> pages.calendar(SitePages.viewer(visitor),
                        schedules.calendar(clock.instant().plus(CALENDAR)))),
                SitePages.html(NEW_SCHEDULE, Role.OPERATOR, this::begun),
                SitePages.html(NEW_SCHEDULE + "/check", Role.OPERATOR, (call, visitor) -> checked(call)));
    }

    List<Form> forms() {
        Function<Call, String> back = call -> Links.schedule(call.path("schedule"));
        return List.of(SitePages.button(SCHEDULE + "/cancel", endpoints.apply("cancelSchedule"), back),
                new Form(SCHEDULE + "/backfill", Role.OPERATOR, this::backfill, back),
                new Form(NEW_SCHEDULE, Role.OPERATOR, this::submit, call -> NEW_SCHEDULE));
    }

    private static Does does(Optional<String> text) {
        return Does.of(text.orElse(""));
    }

    private String begun(Call call, Visitor visitor) throws InterruptedException {
        Does does = does(call.text("does"));
        Draft draft = Draft.of(FormValues.EMPTY, NewJobPages.newWish());
        Optional<String> job = SitePages.given(call, "like");
        if (job.isPresent()) {
            draft = like(job.get());
        }
        return pages.newSchedule(SitePages.viewer(visitor), does, draft);
    }

    private Draft like(String job) throws InterruptedException {
        return jobs.given(job).map(given -> {
            ObjectNode request = AdminJson.lenient().createObjectNode();
            ObjectNode start = request.putObject("action").putObject("start");
            start.setAll(AdminJson.lenient().<ObjectNode>valueToTree(given.request()));
            // each run has a name of its own
            start.remove(List.of("job_name", "mode"));
            return Draft.of(FormValues.of(ScheduleForm.groups(Does.JOB), request), NewJobPages.newWish())
                    .withLeftOut(given.leftOut());
        }).orElseGet(() -> Draft.of(FormValues.EMPTY, NewJobPages.newWish()));
    }

    private String checked(Call call) {
        try {
            Does does = does(call.text("does"));
            ObjectNode request = SitePages.request(FormValues.sent(ScheduleForm.groups(does), SitePages.given(call)),
                    ScheduleForm.groups(does));
            if (request.path("action").has("start")) {
                jobs.check(call, call.made(request.path("action").path("start"), JobRequest.class));
            }
            return pages.planned(schedules.planned(
                    call.made(request.withObjectProperty("trigger"), ScheduleTrigger.class), SHOWN_TIMES));
        } catch (Exception refused) {
            return pages.checked(Optional.of(Problems.of(refused).detail()));
        }
    }

    private Outcome submit(Call call, Visitor visitor, Asking asking) throws Exception {
        Does does = does(SitePages.sent(call, "does"));
        FormValues values = FormValues.sent(ScheduleForm.groups(does), call.form());
        try {
            ObjectNode request = SitePages.request(values, ScheduleForm.groups(does));
            request.withObjectProperty("trigger");
            request.withObjectProperty("action");
            ScheduleView made = (ScheduleView) asking.ask(endpoints.apply("createSchedule"), call.carrying(
                    Carried.NOTHING.withBody(request).withWish(SitePages.sent(call, "wish"))));
            return new Outcome.Goes(Links.schedule(made.id()));
        } catch (Exception refused) {
            Problem problem = Problems.of(refused);
            return new Outcome.Refused(problem, pages.newSchedule(SitePages.viewer(visitor), does,
                    Draft.of(values, NewJobPages.newWish()).withProblem(problem.detail())));
        }
    }

    private Outcome backfill(Call call, Visitor visitor, Asking asking) throws Exception {
        Map<String, List<String>> times = SitePages.sent(call, List.of("from", "to"));
        asking.ask(endpoints.apply("backfillSchedule"), call.carrying(Carried.NOTHING.withQuery(times)));
        return new Outcome.Goes(Links.schedule(call.path("schedule")));
    }
}

package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.schedule.DueRuns;
import io.irodsingest.adminapi.schedule.ScheduleCount;
import io.irodsingest.adminapi.schedule.ScheduleList;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleUpdate;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.batch.KnownProcessors;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.loops.Scheduler;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.scheduling.Actions;
import io.irodsingest.orchestrator.scheduling.Maker;
import io.irodsingest.orchestrator.scheduling.ScheduleLists;
import io.irodsingest.orchestrator.scheduling.ScheduleTimes;
import io.irodsingest.orchestrator.scheduling.Schedules;
import io.irodsingest.orchestrator.scheduling.Schedules.Made;
import io.irodsingest.orchestrator.scheduling.Shown;
import io.irodsingest.orchestrator.scheduling.WishKey;
import io.irodsingest.dashboard.Calendar;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked about schedules, and done with them. */
public final class ScheduleEndpoints {
    private static final String SCHEDULES = AdminServer.API + "/schedules";
    private static final String SCHEDULE = SCHEDULES + "/{schedule}";
    /** The id of a job of it has the number of the run behind it. */
    private static final int LONGEST_ID = 80;
    private static final int USUAL_UPCOMING = 10;
    private static final int MOST_UPCOMING = 1_000;

    private final Schedules schedules;
    private final ScheduleTimes times;
    private final ScheduleLists lists;
    private final Actions actions;
    private final KnownProcessors processors;

    public ScheduleEndpoints(Schedules schedules, ScheduleTimes times, ScheduleLists lists, Actions actions,
            KnownProcessors processors) {
        this.processors = processors;
        this.schedules = schedules;
        this.times = times;
        this.lists = lists;
        this.actions = actions;
    }

    public List<Endpoint> all() {
        return Stream.concat(looks().stream(), changes().stream()).toList();
    }

    private List<Endpoint> looks() {
        return List.of(
                Endpoint.get(SCHEDULES, "listSchedules",
                        "The schedules that have not ended by their next time, and then those that have, the latest"
                                + " first")
                        .text("state", "Only those in one of these states, separated by commas")
                        .text("name", "Only those of this name; with a * at its end, those whose names begin so")
                        .text("metadata", "Only those with these metadata, as NAME=TEXT, separated by commas")
                        .text("until", "Only those whose next run starts until then, like 2026-12-01T02:00:00Z")
                        .number("limit", "How many at most; up to 1000")
                        .text("after", "Only those behind a page: what it told as next")
                        .answers(ScheduleList.class, this::list),
                Endpoint.get(SCHEDULE, "showSchedule", "A schedule, by name or id")
                        .answers(ScheduleView.class, call -> show(name(call))),
                Endpoint.get(SCHEDULE + "/runs", "listScheduleRuns", "The runs of a schedule, newest first, with those"
                        + " that were left out").paged().answers(ScheduleRuns.class,
                                call -> runs(name(call), call.offset(), call.limit())),
                Endpoint.get(SCHEDULE + "/upcoming", "listUpcomingRuns", "When the next runs of a schedule start")
                        .number("limit", "How many at most; up to " + MOST_UPCOMING)
                        .answers(UpcomingTimes.class, call -> upcoming(name(call), upcomingLimit(call))),
                Endpoint.get(SCHEDULE + "/events", "watchSchedule",
                        "Server-sent events 'schedule' whenever something about a schedule changes, and 'end' when it"
                                + " has ended and none of its runs goes on")
                        .streams(List.of(ScheduleView.class), this::events),
                Endpoint.get(SCHEDULES + "-count", "countSchedules", "How many schedules are due until a time")
                        .text("until", "The time, like 2026-12-01T02:00:00Z")
                        .answers(ScheduleCount.class,
                                call -> new ScheduleCount(times.count(required(call, "until")))),
                Endpoint.post(SCHEDULES + "-upcoming", "previewTrigger",
                        "The planned times of a schedule with this trigger, if it were made now; nothing is made")
                        .needs(Role.VIEWER).number("limit", "How many at most; up to " + MOST_UPCOMING)
                        .takes(ScheduleTrigger.class).answers(UpcomingTimes.class, this::preview));
    }

    private List<Endpoint> changes() {
        return List.of(
                Endpoint.post(SCHEDULES, "createSchedule",
                        "Makes a schedule, for which the same is needed as for starting its job by hand. A repetition"
                                + " with the same Idempotency-Key header, or with the same id, is answered with the same"
                                + " schedule")
                        .takes(ScheduleRequest.class).creates(ScheduleView.class, this::create),
                Endpoint.post(SCHEDULE + "/update", "updateSchedule",
                        "Changes a schedule, unless somebody else has since the version that is sent")
                        .takes(ScheduleUpdate.class).answers(ScheduleView.class, this::update),
                Endpoint.post(SCHEDULE + "/pause", "pauseSchedule", "Lets a schedule start nothing more")
                        .text("note", "Why")
                        .answers(ScheduleView.class,
                                call -> view(schedules.pause(found(call), call.text("note")))),
                Endpoint.post(SCHEDULE + "/resume", "resumeSchedule", "Lets a paused schedule go on")
                        .answers(ScheduleView.class, call -> view(schedules.resume(found(call)))),
                Endpoint.post(SCHEDULE + "/move", "moveNextRun",
                        "Moves the next run of a schedule to another time, and no later one")
                        .text("to", "The time, like 2026-12-01T02:00:00Z")
                        .answers(ScheduleView.class,
                                call -> view(times.move(found(call), required(call, "to")))),
                Endpoint.post(SCHEDULE + "/trigger", "triggerSchedule", "Starts a run of a schedule now, besides its"
                        + " plan. A repetition with the same Idempotency-Key header starts no other one")
                        .answers(DueRuns.class, call -> ScheduleViews.of(times.trigger(found(call), key(call)))),
                Endpoint.post(SCHEDULE + "/backfill", "backfillSchedule",
                        "Starts the runs of planned times that are past, one after the other unless runs may overlap."
                                + " A repetition with the same Idempotency-Key header starts no others")
                        .text("from", "No earlier planned time, like 2026-12-01T02:00:00Z")
                        .text("to", "No later planned time")
                        .answers(DueRuns.class, call -> ScheduleViews.of(times.backfill(found(call),
                                required(call, "from"), required(call, "to"), key(call)))),
                Endpoint.delete(SCHEDULE, "cancelSchedule", "Ends a schedule; runs that are going come to their ends")
                        .answers(ScheduleView.class,
                                call -> view(schedules.cancel(found(call), call.caller().name()))),
                Endpoint.post(SCHEDULES + "-run-due", "runDueSchedules",
                        "Starts once, for all schedules, what is due at this moment; an orchestrator does this by itself"
                                + " all the time")
                        .answers(DueRuns.class, this::runDue));
    }

    private static String name(Call call) {
        return call.path("schedule");
    }

    private ScheduleView view(Shown shown) {
        return ScheduleViews.of(shown, actions);
    }

    private static Maker maker(Call call) {
        return new Maker(call.caller().grant(), call::allows, () -> call.requires(Role.ADMIN,
                "an event handler that is a jar or Python is code that the workers run, and needs"));
    }

    /** Of a new action, which workers must be able to do. */
    private Maker makerOfAction(Call call) {
        Maker maker = maker(call);
        return new Maker(maker.grant(), job -> {
            maker.allowed().accept(job);
            try {
                processors.require(job);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw Refusal.unavailable("the orchestrator is being stopped");
            }
        }, maker.code());
    }

    /** For a change. */
    private Shown found(Call call) throws InterruptedException {
        call.about("schedule " + name(call));
        Shown found = schedules.find(name(call), maker(call));
        call.about(found.describe());
        return found;
    }

    private static Optional<WishKey> key(Call call) {
        return WishId.ofKey(call).map(wish -> new WishKey(wish.id(), wish::usedFor));
    }

    private ScheduleView create(Call call) throws IOException, InterruptedException {
        ScheduleRequest request = call.body(ScheduleRequest.class);
        WishId wish = WishId.of(call, request.id());
        if (wish.id().length() > LONGEST_ID) {
            throw Refusal.badRequest("id '" + wish.id() + "' is too long: a schedule's has at most " + LONGEST_ID
                    + " characters");
        }
        call.about("schedule " + request.name());
        Made made = schedules.create(request, wish.id(), makerOfAction(call),
                () -> wish.usedFor("schedule '" + request.name() + '\''));
        if (wish.chosen() && !made.isNew()) {
            call.status(200);
        }
        Shown schedule = made.schedule();
        call.created(SCHEDULES + '/' + URLEncoder.encode(schedule.stored().id(), StandardCharsets.UTF_8));
        call.about(schedule.describe());
        return view(schedule);
    }

    private ScheduleView update(Call call) throws IOException, InterruptedException {
        ScheduleUpdate update = call.body(ScheduleUpdate.class);
        return view(schedules.update(found(call), update, makerOfAction(call)));
    }

    private DueRuns runDue(Call call) throws InterruptedException {
        call.requiresNoLimits("starting what is due of all schedules");
        return ScheduleViews.of(times.runDue(Scheduler.HANDOVER_AGE));
    }

    private ScheduleList list(Call call) throws InterruptedException {
        return list(new ScheduleLists.Wanted(call.text("state"), call.text("name"), call.text("metadata"),
                moment(call, "until"), call.text("after"), call.limit()));
    }

    ScheduleList list(Optional<String> name, Optional<String> after, int limit) throws InterruptedException {
        return list(new ScheduleLists.Wanted(Optional.empty(), name, Optional.empty(), Optional.empty(), after, limit));
    }

    private ScheduleList list(ScheduleLists.Wanted wanted) throws InterruptedException {
        ScheduleLists.Page page = lists.page(wanted);
        return new ScheduleList(page.schedules().stream().map(this::view).toList(), page.next());
    }

    ScheduleView show(String nameOrId) throws InterruptedException {
        return view(schedules.show(nameOrId));
    }

    ScheduleRuns runs(String nameOrId, int offset, int limit) throws InterruptedException {
        return new ScheduleRuns(offset, limit,
                times.runs(schedules.show(nameOrId), offset, limit).stream().map(ScheduleViews::of).toList());
    }

    UpcomingTimes upcoming(String nameOrId, int limit) throws InterruptedException {
        Shown shown = schedules.show(nameOrId);
        return ScheduleViews.of(shown.record().schedule().plan(), times.upcoming(shown, limit));
    }

    /** The planned times of a trigger, if a schedule with it were made now. @throws Refusal when it makes no sense */
    UpcomingTimes planned(ScheduleTrigger trigger, int limit) throws InterruptedException {
        Plan plan = times.plan(trigger);
        return ScheduleViews.of(plan, times.upcoming(plan, limit));
    }

    /** What schedules that are not paused have planned until a moment. */
    Calendar calendar(Instant until) throws InterruptedException {
        ScheduleLists.Page page = lists.page(new ScheduleLists.Wanted(Optional.of("ACTIVE"), Optional.empty(),
                Optional.empty(), Optional.of(until), Optional.empty(), CalendarDays.MOST_SCHEDULES));
        return CalendarDays.of(page, times, until);
    }

    private UpcomingTimes preview(Call call) throws IOException, InterruptedException {
        return planned(call.body(ScheduleTrigger.class), upcomingLimit(call));
    }

    private static int upcomingLimit(Call call) {
        return call.number("limit", USUAL_UPCOMING, 1, MOST_UPCOMING);
    }

    private EventSource events(Call call) throws InterruptedException {
        return new ScheduleWatch(schedules.show(name(call)), schedules, this::view);
    }

    private static Instant required(Call call, String field) {
        return moment(call, field).orElseThrow(
                () -> Refusal.badRequest(field + " is missing: it is a time like 2026-12-01T02:00:00Z"));
    }

    private static Optional<Instant> moment(Call call, String field) {
        return call.text(field).map(text -> {
            try {
                return OffsetDateTime.parse(text.strip()).toInstant();
            } catch (DateTimeException malformed) {
                throw Refusal
                        .badRequest(field + " '" + text + "' is no moment: allowed is ISO 8601 with an offset, like"
                                + " 2026-12-01T02:00:00Z");
            }
        });
    }
}

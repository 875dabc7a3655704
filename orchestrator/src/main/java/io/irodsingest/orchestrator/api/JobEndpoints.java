package io.irodsingest.orchestrator.api;

import io.irodsingest.common.job.Work;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.lifecycle.Jobs.Started;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.common.state.JobPage;
import io.irodsingest.dashboard.JobFilter;
import io.irodsingest.dashboard.ListedJobs;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.IngestSource;
import io.irodsingest.ingesttasks.PathListReader;
import io.irodsingest.ingesttasks.PathListReader.Separator;
import io.irodsingest.orchestrator.batch.KnownProcessors;
import io.irodsingest.orchestrator.batch.PathListIntake;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.request.GivenOptions;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.request.NewJobs.Circumstances;
import io.irodsingest.orchestrator.scheduling.RepeatedJobs;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about jobs. */
public final class JobEndpoints {
    private static final String JOBS = AdminServer.API + "/jobs";
    private static final String JOB = JOBS + "/{job}";
    /** Paths need not be text. */
    private static final List<String> LIST_TYPES = List.of("application/octet-stream", "text/plain");

    private final Jobs jobs;
    private final Monitor monitor;
    private final NewJobs newJobs;
    private final KnownProcessors processors;
    private final RepeatedJobs repeated;
    private final PathListIntake lists;
    private final Clock clock;
    private final JobLists jobLists;

    public JobEndpoints(Jobs jobs, Monitor monitor, NewJobs newJobs, RepeatedJobs repeated,
            KnownProcessors processors, PathListIntake lists, Clock clock) {
        this.lists = lists;
        this.processors = processors;
        this.jobs = jobs;
        this.repeated = repeated;
        this.monitor = monitor;
        this.newJobs = newJobs;
        this.clock = clock;
        this.jobLists = new JobLists(jobs);
    }

    public List<Endpoint> all() {
        return List.of(
                Endpoint.post(JOBS, "startJob",
                        "Starts a job; the role admin is needed for an event handler that is a jar or Python. A repetition with the same"
                                + " Idempotency-Key header, or with the same id, is answered with the same job")
                        .takes(JobRequest.class).creates(JobView.class, this::start),
                Endpoint.get(JOBS, "listJobs",
                        "The jobs that are remembered, oldest first in each list; all of them, if nothing"
                                + " else is asked for. With a limit it is a page of the newest, and next is told if there are"
                                + " more")
                        .text("state", "Only those in one of these states, separated by commas")
                        .text("name", "Only those of this name; with a * at its end, those whose names begin so")
                        .text("source",
                                "Only ingests of this source; with a * at its end, those whose sources begin so")
                        .text("schedule",
                                "Only runs of the schedule of this name; with a * at its end, of those whose names"
                                        + " begin so. With source or schedule, total is how many are on the page")
                        .number("limit", "How many of the newest at most")
                        .text("after", "Only those behind a page: what it told as next")
                        .number("offset", "How many of the newest to leave out; 0 when not given")
                        .answers(JobList.class, this::list),
                Endpoint.get(JOB, "showJob", "A job, by name (the newest of that name) or id")
                        .answers(JobView.class, call -> show(job(call))),
                Endpoint.post(JOB + "/list", "sendList",
                        "Gives a job that was started with from_list its list, and lets it begin: paths with line feeds"
                                + " between, as a stream of any length. Nothing is taken of a list in which a path is wrong."
                                + " The same list again does no harm")
                        .parameter("nul", "boolean", "Whether NULs are between the paths, and no line feeds")
                        .takesStream(LIST_TYPES).answers(JobView.class, this::takeList),
                order("stop", "stopJob", "Ends a job before it is done", jobs::stop),
                order("pause", "pauseJob", "Lets no more tasks of a job begin", jobs::pause),
                order("resume", "resumeJob", "Lets a paused job go on", jobs::resume),
                order("retry", "retryJob", "Lets a job that has ended try its failures again", jobs::retry),
                Endpoint.get(JOB + "/failures", "listFailures", "The entries of a job that failed, oldest first")
                        .paged()
                        .answers(FailureList.class,
                                call -> failures(job(call), call.offset(), call.limit())),
                Endpoint.get(JOB + "/history", "showHistory",
                        "What happened to a job and what its passes came to, newest"
                                + " first")
                        .paged().answers(JobHistory.class,
                                call -> history(job(call), call.offset(), call.limit())),
                Endpoint.get(JOB + "/events", "watchJob",
                        "Server-sent events 'job' whenever something about a job changes,"
                                + " and 'end' after its end")
                        .streams(List.of(JobView.class), this::events));
    }

    /** Something that is done to a job. */
    @FunctionalInterface
    private interface Order {
        Job give(String nameOrId) throws InterruptedException;
    }

    private Endpoint order(String name, String id, String summary, Order order) {
        return Endpoint.post(JOB + '/' + name, id, summary).answers(JobView.class, call -> {
            Job named = jobs.find(job(call));
            call.about("job " + named.spec().name() + " (" + named.id() + ')');
            call.allows(named.spec());
            return view(order.give(named.id()));
        });
    }

    private static String job(Call call) {
        return call.path("job");
    }

    private JobView start(Call call) throws IOException, InterruptedException {
        JobRequest request = call.body(JobRequest.class);
        requireRoleForCode(call, request);
        WishId wish = WishId.of(call, request);
        NewJob job = checked(call, request, wish);
        Started started = jobs.start(job, wish::usedFor);
        if (wish.chosen() && !started.isNew()) {
            call.status(200);
        }
        Job made = started.job();
        call.created(JOBS + '/' + URLEncoder.encode(made.id(), StandardCharsets.UTF_8));
        call.about("job " + made.spec().name() + " (" + made.id() + "): " + made.spec().describe());
        return view(made);
    }

    private JobView takeList(Call call) throws IOException, InterruptedException {
        if (!LIST_TYPES.contains(call.mediaType())) {
            throw Refusal.mediaType(LIST_TYPES);
        }
        Separator separator = call.flag("nul") ? Separator.NUL : Separator.LINE_FEED;
        Job job = jobs.find(job(call));
        call.about("job " + job.spec().name() + " (" + job.id() + ')');
        call.allows(job.spec());
        IngestSource source = lists.source(job);
        long paths = call.stream(body -> lists.take(job, new PathListReader(body, separator, source)));
        call.about("job " + job.spec().name() + " (" + job.id() + "), " + paths + " paths");
        return show(job.id());
    }

    private static void requireRoleForCode(Call call, JobRequest request) {
        if (NewJobs.isCode(request)) {
            call.requires(Role.ADMIN,
                    "an event handler that is a jar or Python is code that the workers run, and needs");
        }
    }

    private NewJob checked(Call call, JobRequest request, WishId wish) throws InterruptedException {
        NewJob job = newJobs.of(request, Circumstances.of(wish.id(), call.caller().grant(), call.traceParent()));
        call.about("job " + job.spec().name() + ": " + job.spec().describe());
        call.allows(job.spec());
        job.spec().chain().followers().forEach(call::allows);
        processors.require(job.spec());
        return job;
    }

    /**
     * Checks a wish as {@link #start} does, and makes nothing of it. Which names are taken, and whether other jobs and schedules are there, is
     * seen at the start only.
     */
    void check(Call call, JobRequest request) throws InterruptedException {
        requireRoleForCode(call, request);
        checked(call, request, WishId.of(call, request));
    }

    /** What was asked for when a job was started; empty for one that is no ingest. */
    Optional<GivenOptions> given(String nameOrId) throws InterruptedException {
        Job job = jobs.find(nameOrId);
        return GivenOptions.of(job.id(), job.spec());
    }

    private JobList list(Call call) throws InterruptedException {
        JobPage page = jobLists.page(JobFilter.NONE.named(call.text("name")).in(call.text("state"))
                .from(call.text("source")).of(call.text("schedule")).behind(call.text("after")), call.offset(),
                call.number("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
        return Views.of(page, repeated.among(page.jobs()), this::view);
    }

    JobView show(String nameOrId) throws InterruptedException {
        return view(jobs.find(nameOrId));
    }

    /** As the list, newest first unless it is to be sorted otherwise. */
    ListedJobs page(JobFilter filter, int limit) throws InterruptedException {
        if (filter.sort().isPresent()) {
            JobLists.Sorted sorted = jobLists.sorted(filter, filter.sort().get(), limit);
            return new ListedJobs(sorted.jobs().stream().map(this::view).toList(), List.of(), sorted.total(),
                    sorted.next(), sorted.complete());
        }
        JobPage page = jobLists.page(filter, 0, limit);
        return new ListedJobs(page.jobs().stream().map(this::view).toList(), Views.unreadable(page), page.total(),
                page.next(), true);
    }

    /** Jobs with failures that go on or have ended since a moment; the latest end first. */
    List<JobView> failedSince(Instant moment, int limit) throws InterruptedException {
        return jobLists.failedSince(monitor.cluster().jobs(), moment, limit).stream().map(this::view).toList();
    }

    FailureList failures(String job, int offset, int limit) throws InterruptedException {
        return new FailureList(offset, limit,
                jobs.failures(job, offset, limit).stream().map(Views::of).toList());
    }

    JobHistory history(String job, int offset, int limit) throws InterruptedException {
        Work work = jobs.find(job).spec().work();
        return new JobHistory(offset, limit, jobs.history(job, offset, limit).stream()
                .map(event -> Views.of(work, event)).toList());
    }

    private EventSource events(Call call) throws InterruptedException {
        return new JobWatch<>("job", jobs.find(job(call)), jobs, monitor, this::view);
    }

    JobView view(Job job) {
        return Views.of(job, monitor.waitsOf(job), clock);
    }
}

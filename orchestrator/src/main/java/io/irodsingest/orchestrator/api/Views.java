package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.Configuration;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.common.config.Settings.Effective;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobEvent.PassEnd;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Work;
import io.irodsingest.common.job.Work.Labels;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.JobPage.Entry.Unreadable;
import io.irodsingest.common.state.WorkerRegistry.Activity;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.config.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Our records as the admin endpoint shows them. */
public final class Views {
    private Views() {}

    static JobView of(Job job, List<String> waitReasons, Clock clock) {
        Instant end = job.endedAt().orElseGet(clock::instant);
        double elapsed = Math.max(0, seconds(Duration.between(job.passes().startedAt(), end)));
        return new JobView(job.id(), job.spec().name(), workOf(job.spec()), job.state().name(), job.state().isFinal(),
                of(job.spec().work(), job.counts()),
                new JobView.Tasks(job.tasksRegistered(), job.tasksOpen(), job.failedTasks(), job.retriedTasks()),
                new JobView.Pass(elapsed, job.passes().startedAt(), job.endedAt(), job.error(), job.passes().ended(),
                        job.passes().next()),
                waitReasons, new JobView.Origin(job.origin().plannedAt(),
                        job.origin().runOf().map(run -> new JobView.RunOf(run.name(), run.run()))),
                chainOf(job));
    }

    private static JobView.Chain chainOf(Job job) {
        List<JobView.After> after = job.origin().chain().predecessors().stream()
                .filter(other -> !other.isRelease())
                .map(other -> new JobView.After(other.id(), other.name(), other.however(), other.met())).toList();
        List<JobView.FollowUp> followUps = job.spec().chain().followUps().entrySet().stream()
                .map(one -> followUp(job, one.getKey(), one.getValue())).toList();
        return new JobView.Chain(Optional.of(after).filter(some -> !some.isEmpty()),
                Optional.of(followUps).filter(some -> !some.isEmpty()));
    }

    private static JobView.FollowUp followUp(Job job, On on, FollowUp followUp) {
        Optional<Optional<String>> done = Optional.ofNullable(job.origin().chain().handedOver().get(on));
        return new JobView.FollowUp(on.name(),
                NewJob.followUpId(job.id(), on),
                followUp instanceof FollowUp.OfSchedule next ? Optional.of(next.name()) : Optional.empty(),
                done.isPresent(), done.flatMap(Function.identity()));
    }

    private static JobView.Work workOf(JobSpec spec) {
        Optional<IngestSpec> ingest = spec.work() instanceof IngestSpec work ? Optional.of(work) : Optional.empty();
        Labels labels = spec.work().labels();
        return new JobView.Work(ingest.map(work -> work.source().encoded()), ingest.map(IngestSpec::target),
                labels.operation(), labels.mode(), spec.options().interval().map(Views::seconds),
                ingest.flatMap(IngestSpec::resource), ingest.map(work -> work.sync().filesPerTask()).orElse(0),
                ingest.map(work -> work.sync().ignoreCache()).orElse(false));
    }

    /** @param repeated the ids of jobs that are runs of schedules with another run planned */
    static JobList of(JobPage page, Set<String> repeated, Function<Job, JobView> view) {
        List<Job> jobs = page.jobs().reversed();
        Predicate<Job> isPeriodic = job -> job.spec().options().interval().isPresent() || repeated.contains(job.id());
        return new JobList(filtered(jobs, job -> !job.state().isFinal() && isPeriodic.test(job), view),
                filtered(jobs, job -> !job.state().isFinal() && !isPeriodic.test(job), view),
                filtered(jobs, job -> job.state() == JobState.STOPPED, view),
                filtered(jobs, job -> job.state().isFinal() && job.state() != JobState.STOPPED, view),
                (int) page.total(), unreadable(page), page.next());
    }

    static List<JobList.Unreadable> unreadable(JobPage page) {
        return page.entries().reversed().stream()
                .flatMap(entry -> entry instanceof Unreadable job
                        ? Stream.of(new JobList.Unreadable(job.id(), job.name(), "unreadable record: " + job.reason()))
                        : Stream.empty())
                .toList();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    static WorkerView of(Beat beat) {
        Identity worker = beat.worker();
        return new WorkerView(
                new WorkerView.Identity(worker.id(), worker.kind(), worker.host(), worker.pid(), worker.version()),
                beat.mode().name(), beat.queues(), beat.threads(), worker.startedAt(), beat.at(), beat.waitingFor(),
                beat.work().activities().stream().map(Views::of).toList(), beat.figures());
    }

    private static WorkerView.Activity of(Activity activity) {
        return new WorkerView.Activity(activity.thread(), activity.job(), activity.task(), activity.type(),
                activity.about(), activity.since());
    }

    public static Configuration of(List<Effective> settings) {
        return new Configuration(Version.CURRENT, settings.stream().map(Views::of).toList());
    }

    private static Configuration.Setting of(Effective effective) {
        String origin = effective.given() ? "set" : effective.setting().standard().isPresent() ? "default" : "unset";
        return new Configuration.Setting(effective.setting().name(), effective.value(), origin,
                effective.setting().secret(), effective.setting().description());
    }

    static Failure of(EntryFailure failure) {
        return new Failure(failure.path().encoded(), failure.error(), failure.at());
    }

    /** @param work that of the job */
    static JobHistory.Event of(Work work, JobEvent event) {
        return new JobHistory.Event(event.at(), event.state().name(), event.pass(),
                event.passEnd().map(end -> of(work, end, event.at())));
    }

    private static JobHistory.PassEnd of(Work work, PassEnd end, Instant at) {
        return new JobHistory.PassEnd(end.outcome().name(), end.startedAt(),
                Math.max(0, seconds(Duration.between(end.startedAt(), at))), of(work, end.counts()), end.failedTasks(),
                end.error());
    }

    private static List<JobView> filtered(List<Job> jobs, Predicate<Job> wanted, Function<Job, JobView> view) {
        return jobs.stream().filter(wanted).map(view).toList();
    }

    /** What its kind of work counts, in the order of that kind, and then whatever else was counted. */
    private static Map<String, Long> of(Work work, Counts counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        Stream.concat(KindOfWork.countsOf(work.kind()).stream(),
                counts.values().keySet().stream().sorted(Comparator.comparing(Count::key)))
                .forEach(count -> all.put(count.key(), counts.of(count)));
        return all;
    }
}

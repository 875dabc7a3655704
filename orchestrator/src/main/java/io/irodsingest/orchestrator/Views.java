package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Our records as the admin endpoint shows them. */
final class Views {
    private Views() {}

    static JobView of(Job job, List<String> waits, Clock clock) {
        Instant end = job.endedAt().orElseGet(clock::instant);
        double elapsed = Math.max(0, Duration.between(job.passes().startedAt(), end).toMillis()) / 1000.0;
        return new JobView(job.id(), job.spec().name(), job.spec().source().encoded(), job.spec().target(),
                job.spec().operation().name(), job.spec().resource(), job.spec().filesPerTask(),
                job.spec().ignoreCache(), job.state().name(), job.state().isFinal(), of(job.counts()),
                job.tasksRegistered(), job.tasksOpen(), job.failedTasks(), job.retriedTasks(), elapsed,
                job.passes().startedAt(), job.endedAt(), job.error(), job.passes().ended(), job.passes().next(), waits);
    }

    static JobList of(List<Job> jobs, Function<Job, JobView> view) {
        return new JobList(filtered(jobs, job -> !job.state().isFinal() && isPeriodic(job), view),
                filtered(jobs, job -> !job.state().isFinal() && !isPeriodic(job), view),
                filtered(jobs, job -> job.state() == JobState.STOPPED, view),
                filtered(jobs, job -> job.state().isFinal() && job.state() != JobState.STOPPED, view));
    }

    private static boolean isPeriodic(Job job) {
        return job.spec().options().interval().isPresent();
    }

    static WorkerView of(Beat beat) {
        return new WorkerView(beat.id(), beat.kind(), beat.host(), beat.pid(), beat.version(), beat.queues(),
                beat.threads(), beat.startedAt(), beat.at(), beat.waitingFor(), beat.running(), beat.figures());
    }

    static Failure of(EntryFailure failure) {
        return new Failure(failure.path().encoded(), failure.error(), failure.at());
    }

    private static List<JobView> filtered(List<Job> jobs, Predicate<Job> wanted, Function<Job, JobView> view) {
        return jobs.stream().filter(wanted).map(view).toList();
    }

    private static Map<String, Long> of(Counts counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            all.put(count.key(), counts.of(count));
        }
        return all;
    }
}

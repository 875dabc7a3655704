package io.irodsingest.dashboard;

import io.irodsingest.adminapi.Configuration;
import io.irodsingest.adminapi.DeadLetterList;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.QueueView;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.adminapi.schedule.ScheduleList;
import io.irodsingest.adminapi.schedule.ScheduleRuns;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.UpcomingTimes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What pages show. Methods that may wait for a server throw what their implementation throws when it is away, or when there is no
 * such thing; the others tell what was seen a second or two ago, and cost nothing. Thread-safe.
 */
public interface ClusterData {
    HealthView health();

    /** How many jobs of each state are remembered, in the order of a job's life; states without a job are there. */
    Map<String, Long> jobsByState();

    /** Those that have not ended, newest first. */
    List<JobView> activeJobs(int limit);

    /** Jobs as they were seen last, without those that ended more than a minute ago, or are not there. */
    List<JobView> seenJobs(Set<String> ids);

    /** As this orchestrator has seen it. */
    Rates rates();

    List<WorkerView> workers();

    List<QueueView> queues();

    ListedJobs jobs(JobFilter filter, int limit) throws InterruptedException;

    /** Those that failed, or have failures, and were at work since a moment; the latest end first. */
    List<JobView> failedSince(Instant moment, int limit) throws InterruptedException;

    /** @param job name or id */
    JobView job(String job) throws InterruptedException;

    /** Empty for a job that is no ingest. */
    Optional<AsGiven> asGiven(String job) throws InterruptedException;

    JobHistory history(String job, int offset, int limit) throws InterruptedException;

    FailureList failures(String job, int offset, int limit) throws InterruptedException;

    /** As seen last. */
    long deadLetterCount();

    DeadLetterList deadLetters(int offset, int limit) throws InterruptedException;

    /** @param after what the page before has told as next */
    ScheduleList schedules(Optional<String> name, Optional<String> after, int limit) throws InterruptedException;

    ScheduleView schedule(String nameOrId) throws InterruptedException;

    ScheduleRuns runs(String schedule, int offset, int limit) throws InterruptedException;

    UpcomingTimes upcoming(String schedule, int limit) throws InterruptedException;

    /** Without secrets. */
    Configuration configuration();
}

package io.irodsingest.orchestrator.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.adminapi.AdminJson;
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
import io.irodsingest.common.job.JobState;
import io.irodsingest.dashboard.AsGiven;
import io.irodsingest.dashboard.ClusterData;
import io.irodsingest.dashboard.JobFilter;
import io.irodsingest.dashboard.ListedJobs;
import io.irodsingest.dashboard.Rates;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.request.GivenOptions;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the dashboard shows: what the endpoints tell, and from the same places. Thread-safe. */
public final class SeenCluster implements ClusterData {
    private final Monitor monitor;
    private final JobEndpoints jobs;
    private final ScheduleEndpoints schedules;
    private final DeadLetterEndpoints deadLetters;
    private final ClusterEndpoints cluster;

    public SeenCluster(Monitor monitor, JobEndpoints jobs, ScheduleEndpoints schedules,
            DeadLetterEndpoints deadLetters, ClusterEndpoints cluster) {
        this.monitor = monitor;
        this.jobs = jobs;
        this.schedules = schedules;
        this.deadLetters = deadLetters;
        this.cluster = cluster;
    }

    @Override
    public HealthView health() {
        return monitor.health();
    }

    @Override
    public Map<String, Long> jobsByState() {
        Map<String, Long> counts = new LinkedHashMap<>();
        Arrays.stream(JobState.values()).forEach(state -> counts.put(state.name(), monitor.cluster().count(state)));
        return counts;
    }

    @Override
    public List<JobView> activeJobs(int limit) {
        return monitor.cluster().jobs().reversed().stream().filter(job -> !job.state().isFinal()).limit(limit)
                .map(jobs::view).toList();
    }

    @Override
    public List<JobView> seenJobs(Set<String> ids) {
        return monitor.cluster().jobs().stream().filter(job -> ids.contains(job.id())).map(jobs::view).toList();
    }

    @Override
    public Rates rates() {
        return new Rates(monitor.throughput().points().stream()
                .map(point -> new Rates.Point(point.at().getEpochSecond(), point.entries(), point.bytes())).toList());
    }

    @Override
    public List<WorkerView> workers() {
        return cluster.workers().workers();
    }

    @Override
    public List<QueueView> queues() {
        return cluster.queues().queues();
    }

    @Override
    public ListedJobs jobs(JobFilter filter, int limit) throws InterruptedException {
        return jobs.page(filter, limit);
    }

    @Override
    public List<JobView> failedSince(Instant moment, int limit) throws InterruptedException {
        return jobs.failedSince(moment, limit);
    }

    @Override
    public JobView job(String job) throws InterruptedException {
        return jobs.show(job);
    }

    @Override
    public Optional<AsGiven> asGiven(String job) throws InterruptedException {
        return jobs.given(job).map(SeenCluster::asGiven);
    }

    private static AsGiven asGiven(GivenOptions given) {
        Map<String, String> options = new LinkedHashMap<>();
        JsonNode request = AdminJson.lenient().valueToTree(given.request());
        request.properties().forEach(option -> options.put(option.getKey(),
                option.getValue().isTextual() ? option.getValue().asText() : option.getValue().toString()));
        return new AsGiven(options, given.leftOut());
    }

    @Override
    public long deadLetterCount() {
        return monitor.cluster().deadLetters();
    }

    @Override
    public JobHistory history(String job, int offset, int limit) throws InterruptedException {
        return jobs.history(job, offset, limit);
    }

    @Override
    public FailureList failures(String job, int offset, int limit) throws InterruptedException {
        return jobs.failures(job, offset, limit);
    }

    @Override
    public DeadLetterList deadLetters(int offset, int limit) throws InterruptedException {
        return deadLetters.list(offset, limit);
    }

    @Override
    public ScheduleList schedules(Optional<String> name, Optional<String> after, int limit)
            throws InterruptedException {
        return schedules.list(name, after, limit);
    }

    @Override
    public ScheduleView schedule(String nameOrId) throws InterruptedException {
        return schedules.show(nameOrId);
    }

    @Override
    public ScheduleRuns runs(String schedule, int offset, int limit) throws InterruptedException {
        return schedules.runs(schedule, offset, limit);
    }

    @Override
    public UpcomingTimes upcoming(String schedule, int limit) throws InterruptedException {
        return schedules.upcoming(schedule, limit);
    }

    @Override
    public Configuration configuration() {
        return cluster.configuration();
    }
}

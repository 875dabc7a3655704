package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.state.CurrentJobs.Sums;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.orchestrator.http.AdminServer.Answered;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What the monitor saw last, beside what the process measures of itself. Sums over jobs and workers go down when one is forgotten
 * or ends: those are gauges. Thread-safe.
 */
public final class Metrics {
    static final String MEDIA_TYPE = ProcessMetrics.MEDIA_TYPE;

    private static final double MILLIS = 1000.0;

    private final ProcessMetrics process;
    private final Meters meters;
    private final Monitor monitor;
    private final Clock clock;
    private final MultiGauge ready;
    private final MultiGauge consumers;
    private final MultiGauge figures;

    public Metrics(ProcessMetrics process, Monitor monitor, Clock clock) {
        this.process = process;
        this.meters = process.meters();
        this.monitor = monitor;
        this.clock = clock;
        for (JobState state : JobState.values()) {
            gauge("jobs", "Jobs that are remembered, by state", Tags.of("state", state.name()),
                    () -> monitor.cluster().count(state));
        }
        for (Count count : KindOfWork.allCounts()) {
            gauge("job_counts", "What jobs counted, summed over the jobs that are remembered",
                    Tags.of("count", count.key()),
                    () -> sum(job -> job.counts().of(count), ended -> ended.counts().of(count)));
        }
        gauge("tasks_registered", "Tasks of the jobs that are remembered", Tags.empty(),
                () -> sum(Job::tasksRegistered, Sums::tasksRegistered));
        gauge("tasks_open", "Tasks not finished, of jobs that have not ended", Tags.empty(),
                () -> jobs(job -> !job.state().isFinal()).mapToLong(Job::tasksOpen).sum());
        gauge("tasks_failed", "Tasks with a failed entry", Tags.empty(),
                () -> sum(Job::failedTasks, Sums::failedTasks));
        gauge("tasks_retried", "Tasks handed out again", Tags.empty(),
                () -> sum(Job::retriedTasks, Sums::retriedTasks));
        gauge("dead_letters_kept", "Dead letters that nobody has dealt with", Tags.empty(),
                () -> monitor.cluster().deadLetters());
        gauge("workers", "Workers that live", Tags.empty(), () -> workers().size());
        gauge("worker_threads", "Threads for tasks of the workers that live", Tags.empty(),
                () -> workers().stream().mapToLong(Beat::threads).sum());
        gauge("workers_waiting", "Workers that wait for a server", Tags.empty(),
                () -> workers().stream().filter(worker -> !worker.waitingFor().isEmpty()).count());
        for (String dependency : monitor.health().dependencies().keySet()) {
            gauge("dependency_up", "Whether a server answers the orchestrator", Tags.of("dependency", dependency),
                    () -> monitor.health().dependencies().get(dependency).up() ? 1 : 0);
        }
        gauge("oldest_queued_job_seconds",
                "Time since the begin of the pass that waits longest for its first task to end",
                Tags.empty(), () -> jobs(job -> job.state() == JobState.QUEUED)
                        .mapToLong(job -> Duration.between(job.passes().startedAt(), clock.instant()).toMillis()).max()
                        .orElse(0) / MILLIS);
        ready = meters.gauges("queue_ready", "Messages waiting in a queue");
        consumers = meters.gauges("queue_consumers", "Consumers of a queue");
        figures = meters.gauges("worker_figures", "Counters of the workers that live, summed");
    }

    /** Notes a request that was answered. */
    public void request(Answered request, long nanoseconds) {
        meters.timer("http_requests", "Requests to the admin endpoint", Buckets.REQUESTS, "method", request.method(),
                "status", String.valueOf(request.status())).record(Duration.ofNanos(nanoseconds));
    }

    String text() {
        ready.register(rows("queue", depths(QueueDepth::ready)), true);
        consumers.register(rows("queue", depths(QueueDepth::consumers)), true);
        figures.register(rows("figure", figures()), true);
        return process.text();
    }

    private Map<String, Long> depths(ToLongFunction<QueueDepth> which) {
        Map<String, Long> depths = new TreeMap<>();
        monitor.cluster().queues().forEach((queue, depth) -> depths.put(queue, which.applyAsLong(depth)));
        return depths;
    }

    private Map<String, Long> figures() {
        Map<String, Long> sums = new TreeMap<>();
        workers().forEach(worker -> worker.figures().forEach((name, value) -> sums.merge(name, value, Long::sum)));
        return sums;
    }

    private List<Beat> workers() {
        return monitor.cluster().workers();
    }

    private Stream<Job> jobs(Predicate<Job> wanted) {
        return monitor.cluster().jobs().stream().filter(wanted);
    }

    /** @param ended the same of the jobs that ended before those that are seen */
    private long sum(ToLongFunction<Job> part, ToLongFunction<Sums> ended) {
        ClusterSnapshot cluster = monitor.cluster();
        return cluster.jobs().stream().mapToLong(part).sum() + ended.applyAsLong(cluster.current().ended());
    }

    private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        meters.gauge(name, description, value, tags.stream().flatMap(tag -> Stream.of(tag.getKey(), tag.getValue()))
                .toArray(String[]::new));
    }

    private static Iterable<MultiGauge.Row<?>> rows(String tag, Map<String, Long> values) {
        return values.entrySet().stream().<MultiGauge.Row<?>>map(
                entry -> MultiGauge.Row.of(Tags.of(tag, entry.getKey()), entry.getValue())).toList();
    }
}

package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.http.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells how the cluster is, now and whenever that changes: its health, workers and queues, and each job. For one thread. */
final class ClusterWatch implements EventSource {
    private final Monitor monitor;
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, Object> told = new HashMap<>();
    private final Deque<Next> waiting = new ArrayDeque<>();
    private final Function<Job, Object> jobView;
    private final Map<String, Supplier<Object>> parts;
    private long look;

    /**
     * @param jobView how a job is shown
     * @param parts what else is told of, by the name of its event
     */
    ClusterWatch(Monitor monitor, Function<Job, Object> jobView,
            Map<String, Supplier<Object>> parts) {
        this.monitor = monitor;
        this.jobView = jobView;
        this.parts = parts;
    }

    @Override
    public Next next(Duration most) throws InterruptedException {
        long limit = System.nanoTime() + most.toNanos();
        Duration left = most;
        while (waiting.isEmpty() && !left.isNegative()) {
            look = monitor.awaitLook(look, left);
            note(monitor.cluster());
            left = Duration.ofNanos(limit - System.nanoTime());
        }
        return waiting.isEmpty() ? new Next.Quiet() : waiting.remove();
    }

    private void note(ClusterSnapshot cluster) {
        parts.forEach((name, part) -> {
            Object now = part.get();
            if (!now.equals(told.put(name, now))) {
                waiting.add(new Next.Event(name, now));
            }
        });
        Map<String, Job> now = new HashMap<>();
        for (Job job : cluster.jobs()) {
            now.put(job.id(), job);
            if (!job.equals(jobs.get(job.id()))) {
                waiting.add(new Next.Event("job", jobView.apply(job)));
            }
        }
        jobs.clear();
        jobs.putAll(now);
    }
}

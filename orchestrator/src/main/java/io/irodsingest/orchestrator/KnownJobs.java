package io.irodsingest.orchestrator;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.JobStore.Current;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The jobs that are remembered, as they are now. Only the records of those that have not ended are read each time; all are read at
 * first, once in a minute, and when a job is out of sight whose end was not seen. For one thread.
 */
final class KnownJobs {
    private static final long READ_ALL_AFTER = Duration.ofMinutes(1).toNanos();

    private final JobStore store;
    private final Map<String, Job> known = new HashMap<>();
    private boolean all;
    private long readAllAt;

    /**
     * @param time of Redis
     * @param jobs oldest first
     */
    record Seen(RedisTime time, List<Job> jobs) {}

    KnownJobs(JobStore store) {
        this.store = store;
    }

    Seen look() throws InterruptedException {
        if (!all || System.nanoTime() - readAllAt > READ_ALL_AFTER) {
            List<Job> remembered = store.all();
            known.clear();
            remembered.forEach(job -> known.put(job.id(), job));
            all = true;
            readAllAt = System.nanoTime();
        }
        Current current = store.current();
        RedisTime time = new RedisTime(current.now(), System.nanoTime());
        Set<String> seen = new HashSet<>();
        current.jobs().forEach(job -> {
            seen.add(job.id());
            known.put(job.id(), job);
        });
        all = known.values().stream().allMatch(job -> job.state().isFinal() || seen.contains(job.id()));
        return new Seen(time, known.values().stream()
                .sorted(Comparator.comparing(Job::createdAt).thenComparing(Job::id)).toList());
    }
}

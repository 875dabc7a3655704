package io.irodsingest.common.worker;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What this worker knows of the jobs whose messages it gets: the specification is read once, the state follows events and a
 * poll, so that a message of a stopped job costs nothing but its acknowledgement. Thread-safe.
 */
final class JobViews {
    private final JobStore store;
    private final Consumer<String> onInactive;
    private final Map<String, View> views = new ConcurrentHashMap<>();

    private record View(JobSpec spec, JobState state) {}

    /** @param onInactive told the id of a job when it is found to be not active any more */
    JobViews(JobStore store, Consumer<String> onInactive) {
        this.store = store;
        this.onInactive = onInactive;
    }

    /** The specification of a job that is to be worked on; empty for one that is not. */
    Optional<JobSpec> active(String jobId) throws InterruptedException {
        View view = views.get(jobId);
        if (view == null) {
            Optional<Job> job = store.byId(jobId);
            if (job.isEmpty()) {
                return Optional.empty();
            }
            view = views.computeIfAbsent(jobId, id -> new View(job.get().spec(), job.get().state()));
        }
        return view.state.isActive() ? Optional.of(view.spec) : Optional.empty();
    }

    /** Notes a job's state; a state that is final is never left again. */
    void note(String jobId, JobState state) {
        View after = views.computeIfPresent(jobId,
                (id, view) -> view.state.isActive() ? new View(view.spec, state) : view);
        if (after != null && !after.state.isActive()) {
            onInactive.accept(jobId);
        }
    }

    /** Reads the states of all active jobs known here in one round trip. */
    void poll() throws InterruptedException {
        var active = views.entrySet().stream().filter(entry -> entry.getValue().state.isActive()).map(Map.Entry::getKey)
                .toList();
        if (active.isEmpty()) {
            return;
        }
        Map<String, JobState> states = store.states(active);
        active.forEach(jobId -> note(jobId, states.getOrDefault(jobId, JobState.STOPPED)));
        views.keySet().removeIf(jobId -> !active.contains(jobId) && views.size() > 1000);
    }
}

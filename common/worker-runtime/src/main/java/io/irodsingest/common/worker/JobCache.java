package io.irodsingest.common.worker;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What this worker knows of the jobs whose messages it gets: the specification is read once, the state follows events and a
 * poll, so that a message of a stopped job costs nothing but its acknowledgement. A job that may go on is looked at again with
 * each message. Thread-safe.
 */
final class JobCache {
    /** Views of jobs that are not active are kept up to so many, for messages that are still about. */
    static final int MOST = 1000;
    /** Polls between two looks at jobs that are not active and may go on. */
    static final int POLLS = 30;

    private final JobStore store;
    private final JobPolicies policies;
    private final Consumer<String> onGivenUp;
    private final Consumer<JobSpec> onReleased;
    private int polls;
    private final Map<String, View> jobCache = new ConcurrentHashMap<>();

    private record View(ActiveJob job, JobState state) {
        boolean mayChange() {
            return state.isActive() || mayGoOn();
        }

        /** Of a periodic job, what is being stopped may be one pass. */
        boolean mayGoOn() {
            return state.mayGoOn()
                    || state == JobState.STOPPING && job.spec().options().interval().isPresent();
        }
    }

    /**
     * @param onGivenUp told the id of a job when it is found that its tasks are to be given up
     * @param onReleased told of a job when it is over for this worker
     */
    JobCache(JobStore store, JobPolicies policies, Consumer<String> onGivenUp, Consumer<JobSpec> onReleased) {
        this.onReleased = onReleased;
        this.store = store;
        this.policies = policies;
        this.onGivenUp = onGivenUp;
    }

    /** A job that is to be worked on; empty for one that is not. */
    Optional<ActiveJob> active(String jobId) throws InterruptedException {
        View view = jobCache.get(jobId);
        if (view == null) {
            view = read(jobId);
        } else if (view.mayGoOn()) {
            view = readAgain(jobId);
        }
        return view != null && view.state.isActive() ? Optional.of(view.job) : Optional.empty();
    }

    private View read(String jobId) throws InterruptedException {
        Optional<Job> job = store.byId(jobId);
        return job.map(read -> jobCache.computeIfAbsent(jobId, id -> new View(
                new ActiveJob(id, read.spec(), read.passes().resumes() > 0, policies, onReleased,
                        JobPace.of(id, read.spec().options().limits(), store)),
                read.state()))).orElse(null);
    }

    private View readAgain(String jobId) throws InterruptedException {
        JobState now = store.states(List.of(jobId)).getOrDefault(jobId, JobState.STOPPED);
        return jobCache.computeIfPresent(jobId, (id, view) -> {
            if (view.state == JobState.PAUSED && now.isActive()) {
                view.job.noteResumed();
            }
            return view.mayChange() ? new View(view.job, now) : view;
        });
    }

    /** Notes a job's state. One that is not active is left only when it is read again. */
    void note(String jobId, JobState state) {
        View after = jobCache.computeIfPresent(jobId,
                (id, view) -> view.state.isActive() || isLast(view, state) ? new View(view.job, state) : view);
        if (after == null || after.state.isActive() || after.state == JobState.PAUSED) {
            return;
        }
        onGivenUp.accept(jobId);
        if (after.state.isFinal()) {
            after.job.release();
        }
    }

    /** A stop comes through in every state. */
    private static boolean isLast(View view, JobState state) {
        return view.mayChange() && !state.isActive() && !state.mayGoOn();
    }

    /**
     * Reads the states of all active jobs known here in one round trip, and from time to time of those that may go on: the news of
     * their end may have been lost. What jobs that are over hold is given up. Called by one thread.
     */
    void poll() throws InterruptedException {
        boolean all = polls++ % POLLS == 0;
        List<String> asked = jobCache.entrySet().stream().filter(entry -> entry.getValue().state.isActive()
                || all && entry.getValue().mayChange()).map(Map.Entry::getKey).toList();
        if (!asked.isEmpty()) {
            Map<String, JobState> states = store.states(asked);
            asked.forEach(jobId -> note(jobId, states.getOrDefault(jobId, JobState.STOPPED)));
        }
        jobCache.values().stream().filter(view -> view.state.isFinal()).forEach(view -> view.job.release());
        jobCache.forEach((jobId, view) -> {
            if (jobCache.size() > MOST && !view.state.isActive() && jobCache.remove(jobId, view)) {
                view.job.release();
            }
        });
    }

    /** Gives up what is held for jobs, at the end of the worker. */
    void close() {
        jobCache.values().forEach(view -> view.job.release());
    }
}

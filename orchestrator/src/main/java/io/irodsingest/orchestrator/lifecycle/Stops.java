package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.orchestrator.watch.WaitReasons;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Brings jobs from STOPPING to STOPPED: as soon as every worker that lives has said, after the job was seen STOPPING, that it
 * has no task of it in hand, or when that takes too long. Thread-safe.
 */
public final class Stops {
    /** So long a worker may take to interrupt its tasks and say so. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** More than what was seen of the jobs is old. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);

    /**
     * @param passes how many passes of the job had ended: of a periodic job one pass may be stopped, and then another
     * @param beats the newest beat of each worker when the job was first seen STOPPING
     */
    private record Watch(long passes, Instant since, Map<String, Instant> beats) {}

    private final Ports ports;
    private final Clock clock;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();

    public Stops(Ports ports, Clock clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /**
     * Asks for the end of a job.
     *
     * @param passes how many passes of it have ended
     * @return its state then; empty for no such job
     */
    Optional<JobState> begin(String jobId, long passes) throws InterruptedException {
        Optional<JobState> state = ports.jobs().change(jobId, JobState.STOPPING, Optional.empty());
        if (state.isPresent() && state.get() == JobState.BLOCKED) {
            // no worker has anything of it, unless it has begun meanwhile
            state = ports.jobs().change(jobId, Set.of(JobState.BLOCKED), JobState.STOPPED, Optional.empty());
            return state.isPresent() && state.get().isActive() ? begin(jobId, passes) : state;
        }
        return state.isPresent() && state.get() == JobState.STOPPING ? settle(jobId, passes) : state;
    }

    /**
     * Looks whether a job that is STOPPING is at rest.
     *
     * @param passes how many passes of it have ended
     * @return its state after that; empty for no such job
     */
    public Optional<JobState> settle(String jobId, long passes) throws InterruptedException {
        List<Beat> workers = ports.workers().alive();
        Watch watch = watches.compute(jobId, (id, known) -> known != null && known.passes() == passes
                ? known
                : new Watch(passes, clock.instant(),
                        workers.stream().collect(Collectors.toMap(Beat::id, Beat::at))));
        boolean atRest = workers.stream().allMatch(worker -> hasLetGo(worker, jobId, watch));
        boolean tooLong = Duration.between(watch.since(), clock.instant()).compareTo(LONGEST) >= 0;
        if (!atRest && !tooLong) {
            return Optional.of(JobState.STOPPING);
        }
        Optional<JobState> state = ports.jobs().change(jobId, JobState.STOPPED, Optional.empty());
        watches.remove(jobId);
        return state;
    }

    /**
     * Forgets what was seen of jobs that are not STOPPING any more, because another orchestrator has brought their stop to its end.
     *
     * @param stopping as it was seen a moment ago: a stop that began just now is not forgotten
     */
    public void forgetOthersThan(Set<String> stopping) {
        watches.entrySet().removeIf(watch -> !stopping.contains(watch.getKey())
                && Duration.between(watch.getValue().since(), clock.instant()).compareTo(FORGOTTEN_AFTER) > 0);
    }

    /** How many stops are watched. */
    int watched() {
        return watches.size();
    }

    /** A worker that came after the stop cannot have begun a task of the job before it. */
    private static boolean hasLetGo(Beat worker, String jobId, Watch watch) {
        Instant before = watch.beats().get(worker.id());
        return !WaitReasons.isAt(worker, jobId) && (before == null || worker.at().isAfter(before));
    }
}

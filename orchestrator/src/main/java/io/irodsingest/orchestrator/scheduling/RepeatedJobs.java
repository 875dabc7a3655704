package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which jobs are runs of schedules that have another run planned. Thread-safe. */
public final class RepeatedJobs {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedJobs.class);

    private final ScheduleStore store;
    private final BoundedCalls bounded;

    public RepeatedJobs(ScheduleStore store, BoundedCalls bounded) {
        this.store = store;
        this.bounded = bounded;
    }

    /** The ids of those among these jobs, in one round trip to Redis, or none when no job is a run that goes on. */
    public Set<String> among(Collection<Job> jobs) throws InterruptedException {
        Map<Job, String> schedules = jobs.stream()
                .filter(job -> !job.state().isFinal() && job.origin().runOf().isPresent())
                .flatMap(job -> Going.scheduleOf(job.id()).map(schedule -> Map.entry(job, schedule)).stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (schedules.isEmpty()) {
            return Set.of();
        }
        List<String> ids = schedules.values().stream().distinct().toList();
        Map<String, StoredSchedule> found = bounded.call(() -> store.byIds(ids));
        return schedules.entrySet().stream()
                .filter(run -> Optional.ofNullable(found.get(run.getValue())).filter(RepeatedJobs::goesOn).isPresent())
                .map(run -> run.getKey().id()).collect(Collectors.toSet());
    }

    private static boolean goesOn(StoredSchedule stored) {
        try {
            return Documents.read(stored).schedule().progress().next().isPresent();
        } catch (RuntimeException foreign) {
            LOG.debug("what schedule {} plans cannot be read: {}", stored.name(), foreign.getMessage());
            return false;
        }
    }
}

package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.scheduling.Claim.Handover;
import io.irodsingest.orchestrator.scheduling.RunStart.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves schedules on: claims what is due, hands claimed runs over, notes how runs ended. Any number of orchestrators may do this with the
 * same schedules at once. Thread-safe.
 */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    /** Hand-overs at a time: so many keep two cores and a Redis busy. */
    private static final int AT_ONCE = 32;
    private static final int MOST_TRIES = 50;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final ScheduleStore store;
    private final JobStore jobs;
    private final RunStart starter;
    private final ScheduleMeters meters;
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads;

    public Runs(ScheduleStore store, JobStore jobs, JobLife life, Actions actions, ScheduleMeters meters) {
        this(store, jobs, life, actions, meters,
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hand over ", 0).factory()));
    }

    /** @param threads in which runs are handed over; they are ended with this */
    Runs(ScheduleStore store, JobStore jobs, JobLife life, Actions actions, ScheduleMeters meters,
            ExecutorService threads) {
        this.store = store;
        this.jobs = jobs;
        this.starter = new RunStart(store, jobs, life, actions);
        this.meters = meters;
        this.threads = threads;
    }

    /** The states of the jobs of runs that are going, of many schedules in one round trip; of those that cannot be read none. */
    public Map<String, JobState> statesOf(Collection<StoredSchedule> schedules) throws InterruptedException {
        List<String> ids = schedules.stream().flatMap(Runs::jobsOf).distinct().toList();
        return ids.isEmpty() ? Map.of() : jobs.states(ids);
    }

    private static Stream<String> jobsOf(StoredSchedule stored) {
        try {
            return Documents.read(stored).runs().going().stream().filter(Going::handedOver).map(Going::job);
        } catch (RuntimeException unreadable) {
            // whoever advances it tells of it
            return Stream.empty();
        }
    }

    /**
     * Does with a schedule what is to be done at a moment.
     *
     * @param now by the clock of Redis
     * @param states of the jobs of its runs, a moment ago
     * @return what came of it; nothing when somebody else did it
     */
    public Tally advance(StoredSchedule stored, Instant now, Map<String, JobState> states)
            throws InterruptedException {
        return advance(stored, now, states, handedOver -> {});
    }

    /** @param begun told of each hand-over, which says whether the job could be made */
    private Tally advance(StoredSchedule stored, Instant now, Map<String, JobState> states,
            Consumer<Future<Boolean>> begun) throws InterruptedException {
        Claim claim = new Claim(stored, now);
        claim.ended(ends(claim.before().runs().going(), states)).due().wanted();
        return apply(claim, begun).isPresent() ? claim.tally() : Tally.NOTHING;
    }

    /** Notes ends of runs that nobody has noted yet, so that they are in nobody's way. @param now by the clock of Redis */
    void noteEnds(String id, Instant now) throws InterruptedException {
        Optional<StoredSchedule> stored = store.byId(id);
        if (stored.isPresent()) {
            advance(stored.get(), now, statesOf(List.of(stored.get())));
        }
    }

    private Map<Long, RunEnd> ends(List<Going> going, Map<String, JobState> states) throws InterruptedException {
        Map<Long, RunEnd> ends = new HashMap<>();
        for (Going run : going) {
            JobState state = states.get(run.job());
            if (run.handedOver() && (state == null || state.isFinal())) {
                Optional<Job> job = jobs.byId(run.job());
                if (job.isEmpty()) {
                    ends.put(run.run(), RunEnd.forgotten(run));
                } else if (job.get().state().isFinal()) {
                    ends.put(run.run(), RunEnd.of(run, job.get()));
                }
            }
        }
        return ends;
    }

    /**
     * Changes a schedule, whatever others do with it meanwhile.
     *
     * @param now by the clock of Redis
     * @param change may throw, and is done again when somebody else was quicker
     * @return the schedule as it is then; empty when there is none
     */
    Optional<StoredSchedule> change(String id, Instant now, Consumer<Claim> change) throws InterruptedException {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<StoredSchedule> stored = store.byId(id);
            if (stored.isEmpty()) {
                return stored;
            }
            Claim claim = new Claim(stored.get(), now);
            change.accept(claim);
            if (claim.change().isEmpty()) {
                return stored;
            }
            Optional<StoredSchedule> changed = apply(claim);
            if (changed.isPresent()) {
                return changed;
            }
        }
        throw new IllegalStateException("schedule " + id + " is changed by others all the time");
    }

    private Optional<StoredSchedule> apply(Claim claim) throws InterruptedException {
        return apply(claim, handedOver -> {});
    }

    /** @return the schedule as it is then; empty when nothing was done */
    private Optional<StoredSchedule> apply(Claim claim, Consumer<Future<Boolean>> begun) throws InterruptedException {
        if (claim.change().isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredSchedule> changed = store.change(claim.change().get());
        if (changed.isPresent()) {
            meters.note(claim.tally());
            claim.handovers().forEach(
                    handover -> begun.accept(begin(changed.get().id(), claim.after(), handover)));
        }
        return changed;
    }

    private Future<Boolean> begin(String id, ScheduleRecord record, Handover handover) {
        return threads.submit(() -> {
            try {
                return handOver(id, record, handover);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } catch (RedisRefusedException refused) {
                // the monitor tells of it, once
                LOG.debug("schedule {}: run {} could not be handed over: {}", record.schedule().name(),
                        handover.run().run(), refused.getMessage());
            } catch (RuntimeException failed) {
                LOG.error("schedule {}: run {} could not be handed over; trying again", record.schedule().name(),
                        handover.run().run(), failed);
            }
            return false;
        });
    }

    /** Brings a hand-over to its end that somebody began, who died perhaps. */
    public void finish(RunHandover left) throws InterruptedException {
        Optional<StoredSchedule> stored = store.byId(left.scheduleId());
        LoggedRun logged = Documents.read(left.run());
        if (stored.isEmpty() || logged.run().isEmpty()) {
            store.handedOver(left);
            return;
        }
        ScheduleRecord record = Documents.read(stored.get());
        Optional<Going> run = record.runs().going(logged.run().get()).filter(going -> !going.handedOver());
        if (run.isEmpty()) {
            store.handedOver(left);
            return;
        }
        LOG.info("schedule {}: run {} was claimed and not handed over; doing it now", record.schedule().name(),
                run.get().run());
        handOver(left.scheduleId(), record, new Handover(run.get(), logged.stops()));
    }

    /** @return whether the job was made */
    private boolean handOver(String id, ScheduleRecord record, Handover handover) throws InterruptedException {
        Going run = handover.run();
        starter.stop(handover.stops());
        Result result;
        atOnce.acquire();
        try {
            result = starter.start(id, record, run);
            note(id, run, result);
        } finally {
            atOnce.release();
        }
        if (result instanceof Result.Started started) {
            meters.started(Duration.between(run.start(), started.at()));
            LOG.info("schedule {}: run {}, planned for {}, is job {}", record.schedule().name(), run.run(),
                    run.planned(), started.job());
            return true;
        }
        return false;
    }

    private void note(String id, Going run, Result result) throws InterruptedException {
        switch (result) {
            case Result.Started started -> change(id, run.claimed(),
                    claim -> claim.handedOver(run.run(), started.job(), started.at()));
            case Result.Ended ended -> change(id, run.claimed(),
                    claim -> claim.ended(Map.of(run.run(), ended.end())));
        }
    }

    /**
     * Does once what is due at this moment, and waits until its runs are handed over.
     *
     * @param most schedules in one look
     * @param limit so long it goes on; what remains then is done by the others
     */
    public Tally runDue(int most, Duration handoverAge, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<Future<Boolean>> begun = new ArrayList<>();
        Tally tally = Tally.NOTHING;
        Tally round;
        do {
            ScheduleLook look = store.look(most, handoverAge);
            Map<String, JobState> states = statesOf(look.due());
            round = Tally.NOTHING;
            for (StoredSchedule schedule : look.due()) {
                round = round.plus(advance(schedule, look.now(), states, begun::add));
            }
            for (RunHandover left : look.handovers()) {
                finish(left);
            }
            tally = tally.plus(round);
        } while (!round.equals(Tally.NOTHING) && System.nanoTime() - end < 0);
        return tally.plus(new Tally(0, 0, 0, 0, notStarted(begun, end)));
    }

    private static long notStarted(List<Future<Boolean>> begun, long end) throws InterruptedException {
        long count = 0;
        for (Future<Boolean> handover : begun) {
            try {
                count += handover.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS) ? 0 : 1;
            } catch (TimeoutException slow) {
                LOG.debug("a hand-over goes on");
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return count;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a run's hand-over did not end when it was interrupted; another orchestrator does it again");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.loops.PerItem.Items;
import io.irodsingest.orchestrator.scheduling.Going;
import io.irodsingest.orchestrator.scheduling.Runs;
import io.irodsingest.orchestrator.scheduling.ScheduleMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of schedules when they are due, finishes hand-overs that somebody left, and notes how runs ended. Redis says what is due,
 * by its own clock, and a change of a schedule is done by one orchestrator only, so any number of them may do this at once.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration PERIOD = Duration.ofMillis(100);
    /** While nothing that is known is due; a schedule that somebody has made since is found so much later at most. */
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FORGET_PERIOD = Duration.ofSeconds(10);
    private static final Duration FORGET_PAUSE = Duration.ofMillis(200);
    /** How often schedules of which runs are going are looked at, besides those of which a job was told to have ended. */
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(2);
    /** In a look. */
    private static final int MOST = 500;
    /** In a round; so many are due at once only if some of them stay so. */
    private static final int MOST_LOOKS = 10;
    /** As many changes as keep Redis busy. */
    private static final int AT_ONCE = 32;
    /** More jobs that ended between two rounds are found a little later. */
    private static final int MOST_HURRIED = 10_000;

    /** Whoever claimed a run has made its job long before, if he lives and Redis answers. */
    public static final Duration HANDOVER_AGE = Duration.ofSeconds(5);

    private static final Items<Turn> SCHEDULES = new Items<>("schedule", turn -> turn.stored().id(),
            turn -> turn.stored().name());
    private static final Items<RunHandover> HANDOVERS = new Items<>("schedule",
            left -> left.scheduleId() + '.' + left.run().entry(), RunHandover::scheduleId);

    /** A schedule at a moment of Redis' clock, and the states of the jobs of its runs. */
    private record Turn(StoredSchedule stored, Instant now, Map<String, JobState> states) {}

    private final ScheduleStore store;
    private final JobStore jobs;
    private final Runs runs;
    private final ScheduleMeters meters;
    private final Loops loops = new Loops();
    private final PerItem<Turn> due;
    private final PerItem<Turn> watched;
    private final PerItem<RunHandover> handovers;
    /** Schedules of which a job has ended. */
    private final Set<String> hurried = ConcurrentHashMap.newKeySet();
    private volatile Optional<AutoCloseable> listening = Optional.empty();
    /** By {@link System#nanoTime}: when there is something to look for, and when going runs are looked at. */
    private long nextLook = System.nanoTime();
    private long nextWatch = nextLook;

    public Scheduler(ScheduleStore store, JobStore jobs, Runs runs, ScheduleMeters meters) {
        this.store = store;
        this.jobs = jobs;
        this.runs = runs;
        this.meters = meters;
        due = loops.perItem(SCHEDULES, "start what is due", AT_ONCE, this::advance);
        watched = loops.perItem(SCHEDULES, "note how runs ended", AT_ONCE, this::advance);
        handovers = loops.perItem(HANDOVERS, "finish a hand-over", AT_ONCE, runs::finish);
    }

    public void start() {
        loops.every(PERIOD, "look at schedules", this::round);
        loops.every(FORGET_PERIOD, "forget ended schedules", this::forget);
    }

    /** What is due in the same second is not kept waiting for the next round when it is more than a look takes. */
    private void round() throws InterruptedException {
        if (System.nanoTime() - nextLook < 0 && hurried.isEmpty()) {
            return;
        }
        int looks = 0;
        while (look() >= MOST && looks < MOST_LOOKS) {
            looks++;
        }
    }

    /** @return how many schedules were due */
    private int look() throws InterruptedException {
        long before = System.nanoTime();
        ScheduleLook look = store.look(MOST, HANDOVER_AGE);
        nextLook = before + pause(look).toNanos();
        if (listening.isEmpty()) {
            listening = Optional.of(jobs.onChange(this::hurry));
        }
        meters.due(look.due().size());
        Set<String> ended = new HashSet<>(hurried);
        hurried.removeAll(ended);
        Set<String> ids = new HashSet<>();
        if (System.nanoTime() - nextWatch >= 0) {
            nextWatch = System.nanoTime() + WATCH_PERIOD.toNanos();
            ids.addAll(look.watched());
        }
        ids.addAll(ended);
        List<StoredSchedule> going = ids.isEmpty() ? List.of() : List.copyOf(store.byIds(ids).values());
        List<StoredSchedule> all = new ArrayList<>(look.due());
        all.addAll(going);
        Map<String, JobState> states = runs.statesOf(all);
        watched.round(turns(going, look, states));
        due.round(turns(look.due(), look, states));
        handovers.round(look.handovers());
        return look.due().size();
    }

    /** When those that are due now are due again, the next look tells. */
    private static Duration pause(ScheduleLook look) {
        return !look.due().isEmpty()
                ? PERIOD
                : look.next().map(next -> Duration.between(look.now(), next))
                        .filter(wait -> wait.compareTo(IDLE) < 0).orElse(IDLE);
    }

    private static List<Turn> turns(List<StoredSchedule> schedules, ScheduleLook look, Map<String, JobState> states) {
        return schedules.stream().map(schedule -> new Turn(schedule, look.now(), states)).toList();
    }

    private void advance(Turn turn) throws InterruptedException {
        runs.advance(turn.stored(), turn.now(), turn.states());
    }

    private void hurry(String jobId, JobState state) {
        if (state.isFinal() && hurried.size() < MOST_HURRIED) {
            Going.scheduleOf(jobId).ifPresent(hurried::add);
        }
    }

    private void forget() throws InterruptedException {
        while (store.forget()) {
            Thread.sleep(FORGET_PAUSE);
        }
    }

    @Override
    public void close() {
        loops.close();
        if (listening.isPresent()) {
            try {
                listening.get().close();
            } catch (Exception unclosed) {
                LOG.debug("changes of jobs are told of after the end", unclosed);
            }
        }
        runs.close();
    }
}

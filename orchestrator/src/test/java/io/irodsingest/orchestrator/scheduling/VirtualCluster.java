package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.schedule.InMemoryScheduleStore;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.plan.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Three orchestrators that go by one virtual clock, with real decisions, claims and hand-overs: they are killed at random steps, and are
 * back some seconds later. Time goes from one moment at which there is something to do to the next. For a single use.
 */
final class VirtualCluster {
    static final Duration PERIOD = Duration.ofMillis(250);
    static final Duration HANDOVER_AGE = Duration.ofSeconds(5);
    /** Longer than anybody is away who was killed. */
    static final Duration LONGEST_AWAY = Duration.ofSeconds(40);

    private static final int PROCESSES = 3;
    private static final int MOST = 500;
    private static final int LIFE = 600;

    private final Random random;
    private final SortedMap<String, Long> kills;
    private final Instant outage;
    private final Instant outageEnd;
    private Instant now;
    private final InMemoryScheduleStore store = new InMemoryScheduleStore(() -> now, Duration.ofDays(7));
    private final VirtualJobs jobs;
    private final Map<String, VirtualSchedule> schedules = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    /** Schedules of which a job has ended, and nobody has noted that. */
    private final TreeSet<String> ended = new TreeSet<>();
    /** At which there may be something to do that nobody plans. */
    private final TreeSet<Instant> alarms = new TreeSet<>();
    private boolean isMortal = true;

    /** An orchestrator, until it is killed; and when it is back. */
    private final class Process {
        private final Instant since;
        private final Mortal life = new Mortal(random, isMortal ? LIFE : 0, kills);
        private final ScheduleStore schedules = life.sees(ScheduleStore.class, store);
        private final Runs runs = new Runs(schedules, life.sees(JobStore.class, jobs.store()),
                life.sees(JobLife.class, jobs), new Actions(Optional.empty()), new ScheduleMeters(Meters.NONE),
                new AtOnce());

        Process(Instant since) {
            this.since = since;
        }

        /** What it finds to do, to be done one by one, while others do the same. */
        List<Step> look() throws InterruptedException {
            ScheduleLook look = schedules.look(MOST, HANDOVER_AGE);
            List<StoredSchedule> all = new ArrayList<>(look.due());
            all.addAll(ended.isEmpty() ? List.of() : schedules.byIds(ended).values());
            Map<String, JobState> states = runs.statesOf(all);
            List<Step> steps = new ArrayList<>();
            all.forEach(schedule -> steps.add(() -> runs.advance(schedule, look.now(), states)));
            for (RunHandover left : look.handovers()) {
                steps.add(() -> runs.finish(left));
            }
            return steps;
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    /** Does at once what it is given, so that a seed gives the same order each time. */
    private static final class AtOnce extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** @param outage when nobody is there, until its end */
    VirtualCluster(Random random, Instant begin, Instant outage, Instant outageEnd, SortedMap<String, Long> kills) {
        this.random = random;
        this.now = begin;
        this.outage = outage;
        this.outageEnd = outageEnd;
        this.kills = kills;
        this.jobs = new VirtualJobs(() -> now, id -> schedules.get(scheduleOf(id)).length());
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new Process(begin));
        }
    }

    static String scheduleOf(String jobId) {
        return jobId.substring(0, jobId.lastIndexOf('.'));
    }

    void add(VirtualSchedule schedule) throws InterruptedException {
        schedules.put(schedule.id(), schedule);
        Schedule made = Schedule.of(schedule.name(), schedule.plan(), schedule.policies(), now);
        Grant grant = new Grant("somebody", false, Grant.UNKNOWN.limits());
        Actions.Kept kept = new Actions(Optional.empty()).keep(
                JobRequest.of("/data", "/tempZone/home/rods/data").build(),
                schedule.id(), schedule.name(), grant);
        store.create(schedule.id(), schedule.name(), Documents.content(
                new ScheduleRecord(made, kept.action(), grant, now, "wish", RunBook.EMPTY)), Optional.empty());
    }

    Instant now() {
        return now;
    }

    VirtualJobs jobs() {
        return jobs;
    }

    ScheduleStore store() {
        return store;
    }

    /** Lets the time pass until this moment, and then brings to an end what was begun, without further kills. */
    void runUntil(Instant end) throws InterruptedException {
        Optional<Instant> next = nextMoment();
        while (next.filter(moment -> moment.isBefore(end)).isPresent()) {
            now = next.get();
            round();
            next = nextMoment();
        }
        isMortal = false;
        now = end;
        Collections.fill(processes, new Process(end));
        do {
            now = now.plus(PERIOD);
            round();
        } while (now.isBefore(end.plus(HANDOVER_AGE).plus(HANDOVER_AGE)));
    }

    /** On the beat of the orchestrators, and later than now. */
    private Optional<Instant> nextMoment() throws InterruptedException {
        Optional<Instant> due = store.page(ScheduleQuery.all(1)).schedules().stream().findFirst()
                .flatMap(schedule -> schedule.content().due());
        Optional<Instant> alarm = Optional.ofNullable(alarms.higher(now));
        return Stream.of(due, jobs.nextEnd(), alarm).flatMap(Optional::stream).min(Instant::compareTo).map(moment -> {
            Instant earliest = moment.isAfter(now.plus(PERIOD)) ? moment : now.plus(PERIOD);
            long beat = PERIOD.toMillis();
            return Instant.ofEpochMilli((earliest.toEpochMilli() + beat - 1) / beat * beat);
        });
    }

    private void round() throws InterruptedException {
        alarms.headSet(now, true).clear();
        if (isMortal && !now.isBefore(outage) && now.isBefore(outageEnd)) {
            now = outageEnd;
            processes.replaceAll(process -> new Process(outageEnd));
        }
        jobs.ended().forEach(id -> ended.add(scheduleOf(id)));
        List<Process> there = new ArrayList<>(
                processes.stream().filter(process -> !process.since.isAfter(now)).toList());
        Collections.shuffle(there, random);
        if (random.nextInt(3) == 0) {
            List<Map.Entry<Process, Step>> steps = new ArrayList<>();
            for (Process process : there) {
                process(process, () -> process.look().forEach(step -> steps.add(Map.entry(process, step))));
            }
            Collections.shuffle(steps, random);
            steps.forEach(step -> process(step.getKey(), step.getValue()));
        } else {
            for (Process process : there) {
                process(process, () -> {
                    for (Step step : process.look()) {
                        step.run();
                    }
                });
            }
        }
        if (there.stream().anyMatch(process -> !process.life.isDead())) {
            ended.clear();
        }
        bury();
    }

    private static void process(Process process, Step step) {
        try {
            if (!process.life.isDead()) {
                step.run();
            }
        } catch (Mortal.Killed killed) {
            // it says nothing more
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Who was killed is back after a while, and finds what others have not finished meanwhile. */
    private void bury() {
        for (int i = 0; i < processes.size(); i++) {
            if (processes.get(i).life.isDead()) {
                Instant back = now.plusMillis(random.nextLong(LONGEST_AWAY.toMillis()));
                processes.set(i, new Process(back));
                alarms.add(back);
                for (int times = 1; times <= 3; times++) {
                    alarms.add(now.plus(HANDOVER_AGE.multipliedBy(times)).plus(PERIOD));
                }
            }
        }
    }
}

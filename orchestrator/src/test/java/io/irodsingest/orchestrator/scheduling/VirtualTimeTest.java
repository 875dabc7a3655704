package io.irodsingest.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.RunCounts;
import io.irodsingest.orchestrator.scheduling.VirtualJobs.VirtualJob;
import io.irodsingest.orchestrator.scheduling.VirtualSchedule.Era;
import io.irodsingest.orchestrator.scheduling.VirtualSchedule.Maker;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Thousands of schedules of all kinds go through thirty days in which clocks are set or a day is skipped, with three orchestrators that are
 * killed at every step of the hand-over, and are all away for a night. Whatever happens, each planned time, as a clock on a wall has it, comes
 * to exactly one thing: it is started once, or skipped, or missed; nothing starts before its time, and nothing drifts.
 *
 * <p>
 * {@code -Dirods-ingest.test.schedules=10000} takes so many; {@code -Dseed=} repeats a run.
 */
class VirtualTimeTest {
    private static final Duration OUTAGE = Duration.ofMinutes(9 * 60 + 20);
    /** Until this long after an outage, what was missed may be in the way of what is on time. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(3);

    private final SortedMap<String, Row> rows = new TreeMap<>();
    private final SortedMap<String, Long> kills = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private long repeated;

    /** What came of the schedules of one kind. */
    private static final class Row {
        private long schedules;
        private long planned;
        private long started;
        private long skipped;
        private long missed;
        private long twice;
        private long early;
        private long lost;
        private Duration latest = Duration.ZERO;
    }

    @Test
    void eachPlannedTimeComesToExactlyOneThing() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        int count = Integer.getInteger("irods-ingest.test.schedules", 100);
        System.out.println("seed of VirtualTimeTest: " + seed);
        Random random = new Random(seed);
        // it says something of each run
        ((Logger) LoggerFactory.getLogger(Runs.class)).setLevel(Level.WARN);
        for (Era era : Era.ALL) {
            live(era, count / Era.ALL.size(), random);
        }
        print();
        assertThat(problems).isEmpty();
        assertThat(rows.keySet()).as("kinds and zones").hasSizeGreaterThan(count >= 1_000 ? 80 : 10);
        assertThat(kills.keySet()).as("steps at which processes were killed").contains("before ScheduleStore.look",
                "after ScheduleStore.look", "before ScheduleStore.change", "after ScheduleStore.change",
                "before JobStore.create", "after JobStore.create", "before JobLife.begun", "after JobLife.begun",
                "before ScheduleStore.byId", "after ScheduleStore.byId", "before JobStore.states");
    }

    private void live(Era era, int count, Random random) throws InterruptedException {
        Instant outage = era.from().plus(5 + random.nextInt(15), ChronoUnit.DAYS).plusSeconds(random.nextInt(86_400));
        VirtualCluster cluster = new VirtualCluster(random, era.from(), outage, outage.plus(OUTAGE), kills);
        Map<ZoneId, Maker> makers = new HashMap<>();
        era.zones().forEach(zone -> makers.put(zone, new Maker(era, zone, random)));
        List<VirtualSchedule> schedules = new ArrayList<>();
        while (schedules.size() < count) {
            ZoneId zone = era.zones().get(schedules.size() % era.zones().size());
            VirtualSchedule made = makers.get(zone).make("id" + schedules.size());
            if (!made.expected().isEmpty()) {
                schedules.add(made);
                cluster.add(made);
            }
        }
        cluster.runUntil(era.to().minus(1, ChronoUnit.HOURS));
        Map<String, List<VirtualJob>> jobs = new HashMap<>();
        cluster.jobs().all().forEach(job -> jobs
                .computeIfAbsent(VirtualCluster.scheduleOf(job.id()), id -> new ArrayList<>()).add(job));
        for (VirtualSchedule schedule : schedules) {
            compare(era, schedule, cluster, jobs.getOrDefault(schedule.id(), List.of()), outage);
        }
        if (!cluster.store().look(10, Duration.ZERO).handovers().isEmpty()) {
            problems.add(era.name() + ": some runs were never handed over");
        }
        repeated += cluster.jobs().repeated();
    }

    private void compare(Era era, VirtualSchedule schedule, VirtualCluster cluster, List<VirtualJob> jobs,
            Instant outage) throws InterruptedException {
        StoredSchedule stored = cluster.store().byId(schedule.id()).orElseThrow();
        Progress progress = Documents.read(stored).schedule().progress();
        RunCounts counts = progress.counts();
        TreeSet<Instant> expected = new TreeSet<>(schedule.expected());
        expected.removeIf(time -> schedule.start(time).isAfter(cluster.now()));
        TreeSet<Instant> started = new TreeSet<>();
        Row row = rows.computeIfAbsent(schedule.kind() + " in " + schedule.clock().zone() + ", " + era.name(),
                name -> new Row());
        for (VirtualJob job : jobs) {
            row.twice += started.add(job.planned()) ? 0 : 1;
            Duration delay = Duration.between(schedule.start(job.planned()), job.created());
            row.early += delay.isNegative() ? 1 : 0;
            boolean isOnTime = schedule.strict() && !isAway(job.planned(), outage);
            row.latest = isOnTime && delay.compareTo(row.latest) > 0 ? delay : row.latest;
        }
        row.schedules++;
        row.planned += expected.size();
        row.started += started.size();
        row.skipped += counts.skipped();
        row.missed += counts.missed();
        TreeSet<Instant> lost = new TreeSet<>(expected);
        lost.removeAll(started);
        if (!schedule.strict()) {
            // that each was skipped or missed only their number tells
            long accounted = counts.skipped() + counts.missed() + progress.waiting().size();
            row.lost += Math.abs(lost.size() - accounted);
        } else {
            row.lost += lost.size();
        }
        if (row.twice + row.early + row.lost > 0 || !expected.containsAll(started)
                || counts.started() != started.size() || schedule.strict() && row.latest.compareTo(
                        VirtualCluster.LONGEST_AWAY.plus(VirtualCluster.HANDOVER_AGE.multipliedBy(4))) > 0
                || isSlack(schedule, lost, outage)) {
            started.removeAll(expected);
            problems.add(era.name() + ": " + schedule.kind() + ' ' + schedule.plan() + ' ' + schedule.policies()
                    + " counts " + counts + ", not started " + lost + ", not planned " + started + ", latest "
                    + row.latest);
        }
    }

    /** With presets and short jobs nothing is left out but what was missed while nobody was there. */
    private static boolean isSlack(VirtualSchedule schedule, TreeSet<Instant> lost, Instant outage) {
        return schedule.length().compareTo(Duration.ofSeconds(10)) < 0
                && schedule.policies().equals(Policies.DEFAULT)
                && lost.stream().anyMatch(time -> !isAway(time, outage));
    }

    private static boolean isAway(Instant time, Instant outage) {
        return time.isAfter(outage.minus(CATCHING_UP)) && time.isBefore(outage.plus(OUTAGE).plus(CATCHING_UP));
    }

    private void print() {
        Row all = new Row();
        System.out.println(
                "| kind, zone and time | schedules | planned | started | skipped | missed | lost | twice | early"
                        + " | latest start on time, s |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        rows.forEach((name, row) -> {
            print(name, row);
            all.schedules += row.schedules;
            all.planned += row.planned;
            all.started += row.started;
            all.skipped += row.skipped;
            all.missed += row.missed;
            all.lost += row.lost;
            all.twice += row.twice;
            all.early += row.early;
            all.latest = row.latest.compareTo(all.latest) > 0 ? row.latest : all.latest;
        });
        print("all", all);
        System.out.println("| killed | times |\n| --- | --- |");
        kills.forEach((step, times) -> System.out.println("| " + step + " | " + times + " |"));
        System.out.println("jobs that somebody asked for again: " + repeated);
    }

    private static void print(String name, Row row) {
        System.out.printf(Locale.ROOT, "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %.2f |%n", name, row.schedules,
                row.planned, row.started, row.skipped, row.missed, row.lost, row.twice, row.early,
                row.latest.toMillis() / 1000.0);
    }
}

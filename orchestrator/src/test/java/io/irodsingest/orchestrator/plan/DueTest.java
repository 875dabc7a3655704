package io.irodsingest.orchestrator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.irodsingest.orchestrator.plan.MissedPolicy.Mode;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.Cron;
import io.irodsingest.orchestrator.plan.trigger.Every;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Trigger;
import io.irodsingest.orchestrator.plan.trigger.Window;
import io.irodsingest.orchestrator.plan.trigger.ZoneClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with a schedule at a moment, by its policies. */
class DueTest {
    private static final Instant MADE = Instant.parse("2026-11-27T00:30:00Z");
    private static final Trigger HOURLY = Cron.of(ZoneClock.UTC, "0 * * * *");
    private static final ObjectMapper JSON = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .build();

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** An hourly schedule, whose next time is 01:00. Runs are written as hour, decision and number. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            // missed     | overlap   | now      | running | runs                                                | next  | waiting
            "RUN_ONCE | SKIP         | 00:59:59 | false   | -                                                   | 01:00 | -",
            "RUN_ONCE | SKIP         | 01:00:00 | false   | 01 START 1                                          | 02:00 | -",
            "SKIP     | SKIP         | 01:01:00 | false   | 01 START 1                                          | 02:00 | -",
            "SKIP     | SKIP         | 01:01:01 | false   | 01 MISS                                             | 02:00 | -",
            "RUN_ONCE | SKIP         | 01:01:01 | false   | 01 START 1                                          | 02:00 | -",
            "RUN_ONCE | SKIP         | 01:00:05 | true    | 01 SKIP                                             | 02:00 | -",
            "RUN_ONCE | WAIT         | 01:00:05 | true    | 01 WAIT                                             | 02:00 | 01",
            "RUN_ONCE | START_ANYWAY | 01:00:05 | true    | 01 START 1                                          | 02:00 | -",
            "RUN_ONCE | STOP_OTHER   | 01:00:05 | true    | 01 REPLACE 1                                        | 02:00 | -",
            "RUN_ONCE | STOP_OTHER   | 01:00:05 | false   | 01 START 1                                          | 02:00 | -",
            // nobody there over three times, and back between two, or just at one
            "RUN_ONCE | SKIP         | 03:20:00 | false   | 01 MISS, 02 MISS, 03 START 1                        | 04:00 | -",
            "RUN_ONCE | SKIP         | 04:00:10 | false   | 01 MISS, 02 MISS, 03 MISS, 04 START 1               | 05:00 | -",
            "RUN_ONCE | SKIP         | 03:20:00 | true    | 01 MISS, 02 MISS, 03 SKIP                           | 04:00 | -",
            "RUN_ONCE | STOP_OTHER   | 03:20:00 | true    | 01 MISS, 02 MISS, 03 REPLACE 1                      | 04:00 | -",
            "SKIP     | SKIP         | 03:20:00 | false   | 01 MISS, 02 MISS, 03 MISS                           | 04:00 | -",
            "SKIP     | SKIP         | 04:00:10 | false   | 01 MISS, 02 MISS, 03 MISS, 04 START 1               | 05:00 | -",
            "CATCH_UP | SKIP         | 03:20:00 | false   | 01 START 1, 02 WAIT, 03 WAIT                        | 04:00 | 02 03",
            "CATCH_UP | SKIP         | 04:00:10 | false   | 01 START 1, 02 WAIT, 03 WAIT, 04 SKIP               | 05:00 | 02 03",
            "CATCH_UP | SKIP         | 03:20:00 | true    | 01 WAIT, 02 WAIT, 03 WAIT                           | 04:00 | 01 02 03",
            "CATCH_UP | WAIT         | 04:00:10 | false   | 01 START 1, 02 WAIT, 03 WAIT, 04 SKIP               | 05:00 | 02 03",
            "CATCH_UP | START_ANYWAY | 03:20:00 | true    | 01 START 1, 02 START 2, 03 START 3                  | 04:00 | -",
            "CATCH_UP | STOP_OTHER   | 03:20:00 | true    | 01 SKIP, 02 SKIP, 03 REPLACE 1                      | 04:00 | -",
            "CATCH_UP | STOP_OTHER   | 03:20:00 | false   | 01 SKIP, 02 SKIP, 03 START 1                        | 04:00 | -",
            // at most four, and within five hours
            "CATCH_UP | START_ANYWAY | 05:30:00 | false   | 01 MISS, 02 START 1, 03 START 2, 04 START 3, 05 START 4 | 06:00 | -",
            "RUN_ONCE | SKIP         | 05:59:00 | false   | 01 MISS, 02 MISS, 03 MISS, 04 MISS, 05 START 1      | 06:00 | -"})
    void policies(Mode missed, OverlapPolicy overlap, String now, boolean running, String runs, String next,
            String waiting) {
        Schedule schedule = schedule(HOURLY, Window.OPEN, missed, overlap);
        Due due = Due.of(schedule, Instant.parse("2026-11-27T" + now + "Z"), running);
        assertThat(text(due)).isEqualTo(runs == null ? "" : runs);
        assertThat(due.next().orElseThrow().planned().toString()).isEqualTo("2026-11-27T" + next + ":00Z");
        assertThat(due.waiting().stream().map(DueTest::hour).collect(Collectors.joining(" ")))
                .isEqualTo(waiting == null ? "" : waiting);
    }

    @Test
    void whatIsOlderThanTheCatchUpWindowIsMissed() {
        Schedule daily = schedule(Cron.of(ZoneClock.UTC, "0 2 * * *"), Window.OPEN, Mode.RUN_ONCE, OverlapPolicy.SKIP);
        assertThat(text(Due.of(daily, Instant.parse("2026-11-28T07:00:00Z"), false))).isEqualTo("02 MISS, 02 START 1");
        assertThat(text(Due.of(daily, Instant.parse("2026-11-28T07:00:01Z"), false))).isEqualTo("02 MISS, 02 MISS");
    }

    @Test
    void whatWaitsStartsWhenTheRunHasEnded() {
        Schedule schedule = schedule(HOURLY, Window.OPEN, Mode.CATCH_UP, OverlapPolicy.SKIP);
        Instant back = Instant.parse("2026-11-27T03:20:00Z");
        schedule = schedule.after(Due.of(schedule, back, false));
        assertThat(schedule.progress().counts()).isEqualTo(new RunCounts(1, 0, 0, 0));

        assertThat(text(Due.of(schedule, back.plusSeconds(60), true))).isEmpty();
        Due second = Due.of(schedule, back.plusSeconds(120), false);
        assertThat(text(second)).isEqualTo("02 START 2");
        schedule = schedule.after(second);
        Due third = Due.of(schedule, Instant.parse("2026-11-27T04:00:00Z"), false);
        assertThat(text(third)).isEqualTo("03 START 3, 04 SKIP");
        schedule = schedule.after(third);
        assertThat(schedule.progress()).isEqualTo(new Progress(new RunCounts(3, 1, 0, 0),
                Optional.of(Instant.parse("2026-11-27T03:00:00Z")), next("2026-11-27T05:00:00Z"), List.of()));
    }

    @Test
    void oneRunAtMostWaits() {
        Schedule schedule = schedule(HOURLY, Window.OPEN, Mode.RUN_ONCE, OverlapPolicy.WAIT);
        schedule = schedule.after(Due.of(schedule, Instant.parse("2026-11-27T01:00:00Z"), true));
        Due next = Due.of(schedule, Instant.parse("2026-11-27T02:00:00Z"), true);
        assertThat(text(next)).isEqualTo("02 SKIP");
        assertThat(text(Due.of(schedule.after(next), Instant.parse("2026-11-27T02:30:00Z"), false)))
                .isEqualTo("01 START 1");
    }

    @Test
    void aPausedScheduleSkipsAndGoesOn() {
        Schedule active = schedule(HOURLY, Window.OPEN, Mode.CATCH_UP, OverlapPolicy.SKIP);
        Schedule paused = active.with(ScheduleState.PAUSED, Optional.of("the tape robot is being repaired"),
                active.progress());
        Schedule later = paused.after(Due.of(paused, Instant.parse("2026-11-27T03:20:00Z"), false));
        assertThat(later.progress().counts()).isEqualTo(new RunCounts(0, 3, 0, 0));
        assertThat(later.state()).isEqualTo(ScheduleState.PAUSED);
        Schedule resumed = later.with(ScheduleState.ACTIVE, Optional.empty(), later.progress());
        assertThat(text(Due.of(resumed, Instant.parse("2026-11-27T04:00:00Z"), false))).isEqualTo("04 START 1");
    }

    @Test
    void aTimeThatWasPastWhenItWasMadeIsDueAtOnce() {
        Schedule schedule = schedule(At.of(MADE.minusSeconds(72_000)), Window.OPEN, Mode.SKIP, OverlapPolicy.SKIP);
        Due due = Due.of(schedule, MADE, false);
        assertThat(text(due)).isEqualTo("04 START 1");
        assertThat(schedule.after(due).state()).isEqualTo(ScheduleState.ENDED);
        assertThat(Due.of(schedule.after(due), MADE.plusSeconds(9), false).runs()).isEmpty();
    }

    /** What is skipped or missed uses up no run of a bounded number. */
    @Test
    void aBoundedNumberOfRuns() {
        Window two = new Window(Optional.empty(), Optional.empty(), Optional.of(2L), Duration.ZERO);
        Schedule schedule = schedule(HOURLY, two, Mode.RUN_ONCE, OverlapPolicy.SKIP);
        schedule = schedule.after(Due.of(schedule, Instant.parse("2026-11-27T01:00:00Z"), true));
        schedule = schedule.after(Due.of(schedule, Instant.parse("2026-11-27T03:30:00Z"), false));
        assertThat(schedule.progress().counts()).isEqualTo(new RunCounts(1, 1, 1, 0));
        schedule = schedule.after(Due.of(schedule, Instant.parse("2026-11-27T04:00:00Z"), false));
        assertThat(schedule.progress().next()).isEmpty();
        assertThat(schedule.state()).isEqualTo(ScheduleState.ENDED);

        Schedule caughtUp = schedule(HOURLY, two, Mode.CATCH_UP, OverlapPolicy.SKIP);
        Due due = Due.of(caughtUp, Instant.parse("2026-11-27T04:30:00Z"), false);
        assertThat(text(due)).isEqualTo("01 START 1, 02 WAIT");
        assertThat(due.next()).isEmpty();
        assertThat(caughtUp.after(due).state()).isEqualTo(ScheduleState.ACTIVE);
    }

    @Test
    void aMovedRunShiftsNoOther() {
        Schedule schedule = schedule(HOURLY, Window.OPEN, Mode.RUN_ONCE, OverlapPolicy.SKIP);
        Progress moved = new Progress(RunCounts.NONE, Optional.empty(),
                Optional.of(new NextRun(Instant.parse("2026-11-27T01:00:00Z"),
                        Instant.parse("2026-11-27T01:40:00Z"))),
                List.of());
        schedule = schedule.with(ScheduleState.ACTIVE, Optional.empty(), moved);
        assertThat(Due.of(schedule, Instant.parse("2026-11-27T01:39:59Z"), false).runs()).isEmpty();
        Due due = Due.of(schedule, Instant.parse("2026-11-27T01:40:00Z"), false);
        assertThat(text(due)).isEqualTo("01 START 1");
        assertThat(due.next()).isEqualTo(next("2026-11-27T02:00:00Z"));
    }

    @Test
    void jitterIsNoLateness() {
        Window jitter = new Window(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(50));
        Schedule schedule = schedule(HOURLY, jitter, Mode.SKIP, OverlapPolicy.SKIP);
        NextRun next = schedule.progress().next().orElseThrow();
        assertThat(next.start()).isAfter(next.planned().plusSeconds(60))
                .isEqualTo(jitter.start("nightly", next.planned()));
        assertThat(Due.of(schedule, next.start().minusMillis(1), false).runs()).isEmpty();
        assertThat(text(Due.of(schedule, next.start(), false))).isEqualTo("01 START 1");
    }

    @Test
    void aLongAbsenceTakesSeveralLooksAndStartsNothingTwice() {
        Schedule schedule = schedule(Every.of(Duration.ofSeconds(1)), Window.OPEN, Mode.RUN_ONCE, OverlapPolicy.SKIP);
        Instant back = MADE.plus(Duration.ofHours(10)).plusMillis(500);
        List<PlannedRun> started = new ArrayList<>();
        int looks = 0;
        while (!schedule.progress().next().orElseThrow().start().isAfter(back)) {
            Due due = Due.of(schedule, back, false);
            assertThat(due.runs()).isNotEmpty().hasSizeLessThanOrEqualTo(Due.MOST_PLANNED);
            started.addAll(due.starts());
            schedule = schedule.after(due);
            looks++;
        }
        // of the last minute the first starts, and the others find it going
        assertThat(started).hasSize(1);
        assertThat(schedule.progress().counts()).isEqualTo(new RunCounts(1, 59, 36_000 - 60, 0));
        assertThat(looks).isLessThan(10);
    }

    /** However late and often one looks, each planned time is decided once, in order, and each start has a number of its own. */
    @Test
    void eachPlannedTimeIsDecidedOnce() {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Mode missed = Mode.values()[random.nextInt(3)];
            OverlapPolicy overlap = OverlapPolicy.values()[random.nextInt(4)];
            Schedule schedule = schedule(Every.of(Duration.ofMinutes(1 + random.nextInt(90))), Window.OPEN, missed,
                    overlap);
            List<Instant> expected = schedule.plan().upcoming(MADE, 0).limit(200).toList();
            List<Instant> decided = new ArrayList<>();
            Set<Long> numbers = new HashSet<>();
            Set<Instant> starts = new HashSet<>();
            Instant now = MADE;
            while (!now.isAfter(expected.getLast())) {
                now = now.plusSeconds(random.nextInt(5) == 0 ? random.nextInt(30_000) : random.nextInt(60));
                Due due = Due.of(schedule, now, random.nextBoolean());
                Set<Instant> waited = Set.copyOf(schedule.progress().waiting());
                due.runs().stream().map(PlannedRun::planned).filter(planned -> !waited.contains(planned))
                        .forEach(decided::add);
                for (PlannedRun start : due.starts()) {
                    assertThat(start.planned()).as("seed %d", seed).isBeforeOrEqualTo(now);
                    assertThat(numbers.add(start.number().orElseThrow())).as("seed %d", seed).isTrue();
                    assertThat(starts.add(start.planned())).as("seed %d: %s of %s", seed, start, schedule).isTrue();
                }
                schedule = schedule.after(due);
            }
            assertThat(decided.subList(0, 200)).as("seed %d: %s", seed, schedule).isEqualTo(expected);
            assertThat(schedule.progress().counts().started()).isEqualTo(numbers.size());
        }
    }

    @Test
    void aScheduleIsKeptAsJson() throws Exception {
        Schedule schedule = schedule(Every.of(Duration.ofHours(1)),
                new Window(Optional.of(MADE), Optional.empty(), Optional.of(9L),
                        Duration.ofSeconds(30)),
                Mode.CATCH_UP, OverlapPolicy.WAIT);
        schedule = schedule.after(Due.of(schedule, Instant.parse("2026-11-27T04:30:00Z"), false));
        assertThat(JSON.readValue(JSON.writeValueAsString(schedule), Schedule.class)).isEqualTo(schedule);
    }

    private static Schedule schedule(Trigger trigger, Window window, Mode missed, OverlapPolicy overlap) {
        return Schedule.of("nightly", new Plan(trigger, window),
                new Policies(new MissedPolicy(missed, Duration.ofHours(5), 4), overlap, false), MADE);
    }

    private static Optional<NextRun> next(String planned) {
        return Optional.of(new NextRun(Instant.parse(planned), Instant.parse(planned)));
    }

    private static String text(Due due) {
        return due.runs().stream().map(run -> hour(run.planned()) + ' ' + run.decision()
                + (run.number().isPresent() ? " " + run.number().getAsLong() : "")).collect(Collectors.joining(", "));
    }

    private static String hour(Instant planned) {
        return planned.toString().substring(11, 13);
    }
}

package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thirty virtual days in which runs start late, by seconds and by hours: planned times stay where they are. */
class DriftTest {
    private static final Instant BEGIN = Instant.parse("2026-10-10T00:00:00Z");
    private static final Instant END = BEGIN.plus(Duration.ofDays(30));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** Reports 269 and 282 of rq-scheduler: 60 seconds that become 61, and 18:40 that becomes 20:30. */
    @Test
    void anIntervalDoesNotDrift() {
        for (int i = 0; i < 50; i++) {
            Duration interval = Duration.ofMillis(20_000 + random.nextInt(7_200_000));
            Plan plan = new Plan(Every.of(interval), Window.OPEN).madeAt(BEGIN);
            List<Instant> planned = run(plan);
            for (int run = 0; run < planned.size(); run++) {
                assertThat(planned.get(run)).as("seed %d: run %d of every %s", seed, run, interval)
                        .isEqualTo(BEGIN.plus(interval.multipliedBy(run + 1L)));
            }
            assertThat(planned).hasSize((int) ((Duration.between(BEGIN, END).toMillis() - 1) / interval.toMillis()));
        }
    }

    @Test
    void everyHourAtFivePastStaysThere() {
        Plan plan = new Plan(Every.of(Duration.ofHours(1)).anchoredAt(Instant.parse("1970-01-01T00:05:00Z")),
                Window.OPEN);
        assertThat(run(plan.madeAt(BEGIN))).hasSize(30 * 24)
                .allMatch(time -> time.getEpochSecond() % 3600 == 300);
    }

    /** Over a change of clocks. */
    @Test
    void cronStaysAtItsTimeOfTheDay() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Plan plan = new Plan(Cron.of(ZoneClock.of(berlin), "40 18 * * *", "0 7 * * *"), Window.OPEN);
        List<Instant> expected = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(END, berlin);
        for (LocalDate day = LocalDate.ofInstant(BEGIN, berlin); !day.isAfter(last); day = day.plusDays(1)) {
            expected.add(day.atTime(7, 0).atZone(berlin).toInstant());
            expected.add(day.atTime(18, 40).atZone(berlin).toInstant());
        }
        expected.removeIf(time -> !time.isBefore(END));
        assertThat(run(plan)).as("seed %d", seed).isEqualTo(expected);
    }

    /** Report 57: after a time without schedulers the times are the old ones, and not shifted by its length. */
    @Test
    void whatWasMissedShiftsNothing() {
        Plan plan = new Plan(Every.of(Duration.ofDays(1)), Window.OPEN).madeAt(Instant.parse("2026-11-01T10:00:00Z"));
        Instant back = Instant.parse("2026-11-05T10:30:00Z");
        assertThat(plan.upcoming(Instant.parse("2026-11-02T10:00:00Z"), 0).takeWhile(back::isAfter)).hasSize(3);
        assertThat(plan.next(back, 0)).hasValue(Instant.parse("2026-11-06T10:00:00Z"));
    }

    /** Each run starts late by chance, and the next time is asked for then; only what was planned counts. */
    private List<Instant> run(Plan plan) {
        List<Instant> planned = new ArrayList<>();
        Instant now = BEGIN;
        Optional<Instant> next = plan.first(BEGIN);
        while (next.filter(END::isAfter).isPresent()) {
            now = later(now, next.get())
                    .plusMillis(random.nextInt(20) == 0 ? random.nextInt(20_000_000) : random.nextInt(3_000));
            planned.add(next.get());
            next = plan.next(next.get(), planned.size());
        }
        return planned;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Triggers within their bounds. */
class PlanTest {
    private static final Instant MADE = Instant.parse("2026-11-27T12:00:00Z");
    private static final Trigger HOURLY = Every.of(Duration.ofHours(1));

    @Test
    void anIntervalIsCountedFromWhenItWasMade() {
        assertThat(plan(HOURLY, null, null, null).upcoming(MADE, 0).limit(2)).containsExactly(
                Instant.parse("2026-11-27T13:00:00Z"), Instant.parse("2026-11-27T14:00:00Z"));
        assertThat(new Plan(HOURLY, Window.OPEN).first(MADE)).hasValue(Instant.parse("2026-11-27T13:00:00Z"));
    }

    @Test
    void orFromItsFirstTime() {
        Plan plan = plan(HOURLY, "2026-11-28T00:20:00Z", null, null);
        assertThat(plan.first(MADE)).hasValue(Instant.parse("2026-11-28T00:20:00Z"));
        assertThat(plan.next(Instant.parse("2026-11-28T00:20:00Z"), 1)).hasValue(Instant.parse("2026-11-28T01:20:00Z"));
    }

    @Test
    void aFirstTimeThatIsPastPlansNothingThatIsPast() {
        assertThat(plan(HOURLY, "2026-11-01T00:20:00Z", null, null).first(MADE))
                .hasValue(Instant.parse("2026-11-27T12:20:00Z"));
    }

    @Test
    void orFromItsAnchorAlsoWhenThatIsInTheFuture() {
        Plan plan = plan(Every.of(Duration.ofHours(1)).anchoredAt(Instant.parse("2030-01-01T00:05:00Z")), null, null,
                null);
        assertThat(plan.first(MADE)).hasValue(Instant.parse("2026-11-27T12:05:00Z"));
    }

    @Test
    void bothBoundsBelongToTheWindow() {
        Plan plan = plan(Cron.of(ZoneClock.UTC, "0 2 * * *"), "2026-12-01T02:00:00Z", "2026-12-03T02:00:00Z", null);
        assertThat(plan.upcoming(MADE, 0)).containsExactly(Instant.parse("2026-12-01T02:00:00Z"),
                Instant.parse("2026-12-02T02:00:00Z"), Instant.parse("2026-12-03T02:00:00Z"));
    }

    @Test
    void soManyRunsAndNoMore() {
        Plan plan = plan(Cron.of(ZoneClock.UTC, "@daily"), null, null, 3L);
        assertThat(plan.upcoming(MADE, 1)).containsExactly(Instant.parse("2026-11-28T00:00:00Z"),
                Instant.parse("2026-11-29T00:00:00Z"));
        assertThat(plan.next(MADE, 2)).isPresent();
        assertThat(plan.next(MADE, 3)).isEmpty();
        assertThat(plan.upcoming(MADE, 5)).isEmpty();
    }

    @Test
    void severalLinesAreOneSchedule() {
        Plan plan = plan(Cron.of(ZoneClock.UTC, "0 6 * * *", "0 */6 * * *", "30 5 * * *"), null, null, null);
        assertThat(plan.upcoming(MADE, 0).limit(5).map(time -> time.toString().substring(11, 16)))
                .containsExactly("18:00", "00:00", "05:30", "06:00", "12:00");
    }

    @Test
    void aTimeThatIsPastIsDueAtOnce() {
        Plan plan = plan(At.of(MADE.minusSeconds(3600)), null, null, null);
        assertThat(plan.first(MADE)).hasValue(MADE.minusSeconds(3600));
        assertThat(plan.next(MADE.minusSeconds(3600), 1)).isEmpty();
    }

    @Test
    void whatIsOverHasNoFirstTime() {
        assertThat(plan(Cron.of(ZoneClock.UTC, "@daily"), null, "2026-11-27T13:00:00Z", null).first(MADE)).isEmpty();
    }

    /** Report 101 of rq-scheduler, and its kin: a year that a long cannot hold in milliseconds, or a sorted set in a double. */
    @Test
    void timeEndsWithTheYear9999() {
        assertThat(HOURLY.next(Instant.parse("9999-12-31T23:30:00Z"))).isEmpty();
        assertThat(Cron.of(ZoneClock.UTC, "@yearly").next(Instant.parse("9999-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void jitterDelaysByTheSameHoweverOftenItIsComputed() {
        Window window = new Window(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(10));
        List<Instant> starts = IntStream.range(0, 10_000).mapToObj(i -> window.start("nightly-" + i, MADE)).toList();
        assertThat(starts).allMatch(start -> !start.isBefore(MADE) && !start.isAfter(MADE.plusSeconds(600)));
        assertThat(IntStream.range(0, 10_000).mapToObj(i -> window.start("nightly-" + i, MADE)).toList())
                .isEqualTo(starts);
        for (int minute = 0; minute < 10; minute++) {
            Instant from = MADE.plusSeconds(60L * minute);
            assertThat(starts.stream().filter(start -> !start.isBefore(from) && start.isBefore(from.plusSeconds(60)))
                    .count())
                    .as("in minute %d", minute).isBetween(850L, 1150L);
        }
        // what an earlier version computed for a run that a later one repeats
        assertThat(window.start("nightly", MADE)).isEqualTo(Instant.parse("2026-11-27T12:02:22.793Z"));
        assertThat(window.start("nightly", MADE.plusSeconds(86_400)))
                .isNotEqualTo(window.start("nightly", MADE).plusSeconds(86_400));
        assertThat(Window.OPEN.start("nightly", MADE)).isEqualTo(MADE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "2026-12-02T00:00:00Z | 2026-12-01T00:00:00Z | -  | PT0S | last '2026-12-01T00:00:00Z' is before first '2026-12-02T00:00:00Z'",
            "- | - | 0  | PT0S  | runs '0' is too few: at least 1 is allowed",
            "- | - | -3 | PT0S  | runs '-3' is too few: at least 1 is allowed",
            "- | - | -  | PT-1S | jitter 'PT-1S' is out of range: allowed are PT0S to P1D",
            "- | - | -  | PT25H | jitter 'PT25H' is out of range: allowed are PT0S to P1D",
            "- | - | -  | PT1H  | jitter 'PT1H' is too long: planned times are PT1H apart, and it has to be shorter than that"})
    void wrongBounds(Instant first, Instant last, Long runs, Duration jitter, String message) {
        assertThatThrownBy(() -> new Plan(HOURLY, new Window(Optional.ofNullable(first), Optional.ofNullable(last),
                Optional.ofNullable(runs), jitter))).isInstanceOf(InvalidTriggerException.class).hasMessage(message);
    }

    @Test
    void jitterAsLongAsTheTimeBetweenTwoRuns() {
        Window window = new Window(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofMinutes(10));
        assertThatThrownBy(() -> new Plan(Cron.of(ZoneClock.UTC, "0 2 * * *", "5 2 * * *"), window))
                .isInstanceOf(InvalidTriggerException.class)
                .hasMessage(
                        "jitter 'PT10M' is too long: planned times are PT5M apart, and it has to be shorter than that");
        assertThat(new Plan(Cron.of(ZoneClock.UTC, "0 2 * * *"), window).first(MADE)).isPresent();
        assertThat(new Plan(At.of(MADE), window).first(MADE)).isPresent();
    }

    @Test
    void aTimeOutsideOfItsBounds() {
        assertThatThrownBy(() -> plan(At.of(MADE), "2026-12-01T00:00:00Z", null, null))
                .isInstanceOf(InvalidTriggerException.class)
                .hasMessage("at '2026-11-27T12:00:00Z' is not between first and last");
    }

    private static Plan plan(Trigger trigger, String first, String last, Long runs) {
        return new Plan(trigger,
                new Window(Optional.ofNullable(first).map(Instant::parse),
                        Optional.ofNullable(last).map(Instant::parse),
                        Optional.ofNullable(runs), Duration.ZERO))
                .madeAt(MADE);
    }
}

package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of times that clocks leave out or show twice, case by case. Times of the tables are in UTC. */
class DaylightSavingTest {

    /** From midnight to midnight of the local day, with each policy of the gap. */
    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(delimiter = '|', value = {
            // Berlin, 29 March 2026: 02:00 becomes 03:00, at 01:00Z
            "Europe/Berlin | 0 2 * * *            | 2026-03-29 | 01:00                         | ",
            "Europe/Berlin | 30 2 * * *           | 2026-03-29 | 01:00                         | ",
            "Europe/Berlin | 0,15,30,45 2 * * *   | 2026-03-29 | 01:00                         | ",
            "Europe/Berlin | 0 3 * * *            | 2026-03-29 | 01:00                         | 01:00",
            "Europe/Berlin | 30 2,3 * * *         | 2026-03-29 | 01:00 01:30                   | 01:30",
            "Europe/Berlin | 0 1,2,3 * * *        | 2026-03-29 | 00:00 01:00                   | 00:00 01:00",
            "Europe/Berlin | */20 2 * * *         | 2026-03-29 | 01:00                         | ",
            "Europe/Berlin | */30 1-3 * * *       | 2026-03-29 | 00:00 00:30 01:00 01:30       | 00:00 00:30 01:00 01:30",
            "Europe/Berlin | 59 1 * * *           | 2026-03-29 | 00:59                         | 00:59",
            "Europe/Berlin | 0 */12 * * *         | 2026-03-29 | 23:00-1 10:00                 | 23:00-1 10:00",
            // a line of every hour has no run that stands for the hour that is not there
            "Europe/Berlin | 45 * * * 0           | 2026-03-29 | 23:45-1 00:45 01:45 02:45 03:45 04:45 05:45 06:45 07:45 08:45 09:45 10:45 11:45 12:45 13:45 14:45 15:45 16:45 17:45 18:45 19:45 20:45 21:45 | =",
            // New York, 8 March 2026: 02:00 becomes 03:00, at 07:00Z
            "America/New_York | 30 2 * * *        | 2026-03-08 | 07:00                         | ",
            "America/New_York | 30 2 8 3 *        | 2026-03-08 | 07:00                         | ",
            // Lord Howe, 4 October 2026: 02:00 becomes 02:30, at 15:30Z of the day before
            "Australia/Lord_Howe | 0 2 * * *      | 2026-10-04 | 15:30-1                       | ",
            "Australia/Lord_Howe | 15 2 * * *     | 2026-10-04 | 15:30-1                       | ",
            "Australia/Lord_Howe | 30 2 * * *     | 2026-10-04 | 15:30-1                       | 15:30-1",
            "Australia/Lord_Howe | 15,45 2 * * *  | 2026-10-04 | 15:30-1 15:45-1               | 15:45-1",
            // Nuuk, 28 March 2026: 23:00 becomes midnight, at 01:00Z of the 29th
            "America/Nuuk | 30 23 * * *           | 2026-03-28 |                               | ",
            "America/Nuuk | 30 23 * * *           | 2026-03-29 | 01:00 00:30+1                 | 00:30+1",
            // Apia had no 30 December 2011: the 29th ended at 10:00Z of the 30th, with the beginning of the 31st
            "Pacific/Apia | 0 12 30 12 *          | 2011-12-31 | 10:00-1                       | ",
            "Pacific/Apia | 0 2 * * *             | 2011-12-31 | 10:00-1 12:00-1               | 12:00-1",
            "Pacific/Apia | 0 0 31 12 *           | 2011-12-31 | 10:00-1                       | 10:00-1",
            // Kwajalein had no 21 August 1993; 12:00Z
            "Pacific/Kwajalein | 0 12 21 8 *      | 1993-08-22 | 12:00-1                       | ",
            "Pacific/Kwajalein | 0 6 * * *        | 1993-08-22 | 12:00-1 18:00-1               | 18:00-1",
            "Pacific/Kiritimati | 30 1 31 12 *    | 1995-01-01 | 10:00-1                       | ",
    })
    void timesThatDoNotExist(String zone, String line, String day, String after, String skipped) {
        assertThat(of(line, zone, LocalGap.RUN_AFTER, LocalOverlap.FIRST, day)).isEqualTo(times(day, after));
        assertThat(of(line, zone, LocalGap.SKIP, LocalOverlap.FIRST, day))
                .isEqualTo(times(day, "=".equals(skipped) ? after : skipped));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(delimiter = '|', value = {
            // Berlin, 25 October 2026: 03:00 becomes 02:00, at 01:00Z
            "Europe/Berlin | 0 2 * * *            | 2026-10-25 | 00:00               | 01:00               | 00:00 01:00",
            "Europe/Berlin | 30 2 * * *           | 2026-10-25 | 00:30               | 01:30               | 00:30 01:30",
            "Europe/Berlin | 0,30 2 * * *         | 2026-10-25 | 00:00 00:30         | 01:00 01:30         | 00:00 00:30 01:00 01:30",
            "Europe/Berlin | 0 1,2,3 * * *        | 2026-10-25 | 23:00-1 00:00 02:00 | 23:00-1 01:00 02:00 | 23:00-1 00:00 01:00 02:00",
            "Europe/Berlin | 59 1 * * *           | 2026-10-25 | 23:59-1             | 23:59-1             | 23:59-1",
            "Europe/Berlin | 0 3 * * *            | 2026-10-25 | 02:00               | 02:00               | 02:00",
            "Europe/Berlin | */30 2 * * *         | 2026-10-25 | 00:00 00:30 01:00 01:30 | =               | =",
            "Europe/Berlin | 30 * 25 10 *         | 2026-10-25 | 22:30-1 23:30-1 00:30 01:30 02:30 03:30 04:30 05:30 06:30 07:30 08:30 09:30 10:30 11:30 12:30 13:30 14:30 15:30 16:30 17:30 18:30 19:30 20:30 21:30 22:30 | = | =",
            // New York, 1 November 2026: 02:00 becomes 01:00, at 06:00Z
            "America/New_York | 30 1 * * *        | 2026-11-01 | 05:30               | 06:30               | 05:30 06:30",
            "America/New_York | 0 2 * * *         | 2026-11-01 | 07:00               | 07:00               | 07:00",
            // Lord Howe, 5 April 2026: 02:00 becomes 01:30, at 15:00Z of the day before
            "Australia/Lord_Howe | 45 1 * * *     | 2026-04-05 | 14:45-1             | 15:15-1             | 14:45-1 15:15-1",
            "Australia/Lord_Howe | 15 1 * * *     | 2026-04-05 | 14:15-1             | 14:15-1             | 14:15-1",
            "Australia/Lord_Howe | */15 1 * * *   | 2026-04-05 | 14:00-1 14:15-1 14:30-1 14:45-1 15:00-1 15:15-1 | = | =",
            // Troll, 25 October 2026: 03:00 becomes 01:00, at 01:00Z
            "Antarctica/Troll | 0 1,2 * * *       | 2026-10-25 | 23:00-1 00:00       | 01:00 02:00         | 23:00-1 00:00 01:00 02:00",
            // Apia, 1 April 2012: 04:00 becomes 03:00, at 14:00Z of the day before
            "Pacific/Apia | 30 3 * * *            | 2012-04-01 | 13:30-1             | 14:30-1             | 13:30-1 14:30-1",
    })
    void timesThatExistTwice(String zone, String line, String day, String first, String second, String both) {
        assertThat(of(line, zone, LocalGap.RUN_AFTER, LocalOverlap.FIRST, day)).isEqualTo(times(day, first));
        assertThat(of(line, zone, LocalGap.RUN_AFTER, LocalOverlap.SECOND, day))
                .isEqualTo(times(day, "=".equals(second) ? first : second));
        assertThat(of(line, zone, LocalGap.RUN_AFTER, LocalOverlap.BOTH, day))
                .isEqualTo(times(day, "=".equals(both) ? first : both));
    }

    /** The doubled hour of JobRunr's report 1145: a time that has run is not due again for as long as the hour lasts. */
    @Test
    void whatRanInTheFirstPassIsNotDueInTheSecond() {
        Cron cron = Cron.of(ZoneClock.of(ZoneId.of("Europe/Berlin")), "5 2 * * *", "10 2 * * *", "15 2 * * *");
        Instant last = Instant.parse("2024-10-27T00:15:00Z");

        assertThat(cron.next(Instant.parse("2024-10-27T00:10:00Z"))).hasValue(last);
        for (int minute = 0; minute < 120; minute++) {
            assertThat(cron.next(last.plus(Duration.ofMinutes(minute))))
                    .hasValue(Instant.parse("2024-10-28T01:05:00Z"));
        }
    }

    /** Temporal's report 8205: a daily time near a change runs no day twice and misses none, in each zone that has changes. */
    @Test
    void aDailyTimeRunsOnceADayInEachZone() {
        Set<ZoneRules> seen = new HashSet<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            boolean changes = zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z")) != null;
            if (!changes || !seen.add(zone.getRules())) {
                continue;
            }
            for (int minutes = 0; minutes < 4 * 60; minutes += 30) {
                Cron cron = Cron.of(ZoneClock.of(zone), minutes % 60 + " " + minutes / 60 + " * * *");
                List<Instant> year = between(cron, Instant.parse("2025-12-31T00:00:00Z"),
                        Instant.parse("2027-01-02T00:00:00Z"));
                for (int i = 1; i < year.size(); i++) {
                    assertThat(Duration.between(year.get(i - 1), year.get(i)).minusHours(24).abs())
                            .as("%s, %s after %s", id, cron.lines(), year.get(i - 1))
                            .isLessThanOrEqualTo(Duration.ofHours(3));
                }
                assertThat(year).as(id).hasSizeBetween(366, 367);
            }
        }
    }

    @Test
    void aLineOfEveryHourRunsOnInElapsedTime() {
        for (String id : List.of("Europe/Berlin", "America/New_York", "Pacific/Apia")) {
            Cron cron = Cron.of(ZoneClock.of(ZoneId.of(id)), "*/10 * * * *");
            List<Instant> times = between(cron, Instant.parse("2011-12-28T00:00:00Z"),
                    Instant.parse("2012-12-30T00:00:00Z"));
            for (int i = 1; i < times.size(); i++) {
                assertThat(Duration.between(times.get(i - 1), times.get(i))).as("%s at %s", id, times.get(i))
                        .hasMinutes(10);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Europe/Berlin       | 2026-03-29T02:30 | RUN_AFTER | FIRST  | 2026-03-29T01:00:00Z",
            "Europe/Berlin       | 2026-10-25T02:30 | RUN_AFTER | FIRST  | 2026-10-25T00:30:00Z",
            "Europe/Berlin       | 2026-10-25T02:30 | RUN_AFTER | SECOND | 2026-10-25T01:30:00Z",
            "Europe/Berlin       | 2026-10-25T02:30 | SKIP      | BOTH   | 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z",
            "Australia/Lord_Howe | 2026-10-04T02:10 | RUN_AFTER | FIRST  | 2026-10-03T15:30:00Z",
            "Pacific/Apia        | 2011-12-30T12:00 | RUN_AFTER | FIRST  | 2011-12-30T10:00:00Z",
            "UTC                 | 2026-12-01T02:00 | SKIP      | FIRST  | 2026-12-01T02:00:00Z"})
    void aSingleTime(ZoneId zone, LocalDateTime local, LocalGap gap, LocalOverlap overlap, String expected) {
        At at = new At(local, new ZoneClock(zone, gap, overlap));
        assertThat(between(at, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")))
                .isEqualTo(Arrays.stream(expected.split(" ")).map(Instant::parse).toList());
    }

    @Test
    void aSingleTimeThatIsLeftOutIsRefused() {
        ZoneClock clock = new ZoneClock(ZoneId.of("Europe/Berlin"), LocalGap.SKIP, LocalOverlap.FIRST);
        assertThatThrownBy(() -> new At(LocalDateTime.parse("2026-03-29T02:30"), clock)).hasMessage(
                "at '2026-03-29T02:30' does not exist in Europe/Berlin, where clocks are set forward over it; "
                        + "gap RUN_AFTER would run it right afterwards");
    }

    @Test
    void anIntervalKnowsNoDaylightSaving() {
        Every daily = new Every(Duration.ofHours(24), Optional.of(Instant.parse("2026-03-27T01:30:00Z")));
        assertThat(daily.next(Instant.parse("2026-03-28T01:30:00Z"))).hasValue(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(daily.next(Instant.parse("2026-03-29T01:30:00Z"))).hasValue(Instant.parse("2026-03-30T01:30:00Z"));
    }

    private static List<Instant> of(String line, String zone, LocalGap gap, LocalOverlap overlap, String day) {
        ZoneId id = ZoneId.of(zone);
        LocalDateTime midnight = LocalDateTime.parse(day + "T00:00");
        return between(Cron.of(new ZoneClock(id, gap, overlap), line), midnight.atZone(id).toInstant(),
                midnight.plusDays(1).atZone(id).toInstant());
    }

    private static List<Instant> between(Trigger trigger, Instant from, Instant to) {
        List<Instant> times = new ArrayList<>();
        for (Instant at = from.minusMillis(1);;) {
            Optional<Instant> next = trigger.next(at).filter(to::isAfter);
            if (next.isEmpty()) {
                return times;
            }
            assertThat(next.get()).as("after %s", at).isAfter(at);
            at = next.get();
            times.add(at);
        }
    }

    private static List<Instant> times(String day, String times) {
        return times == null ? List.of() : Arrays.stream(times.split(" ")).map(time -> {
            Instant instant = Instant.parse(day + "T" + time.substring(0, 5) + ":00Z");
            return time.length() > 5 ? instant.plus(Duration.ofDays(Integer.parseInt(time.substring(5)))) : instant;
        }).toList();
    }
}

package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The search for the next time, around changes of the offset of all zones there are, against the policy written down as a definition:
 * each local time of a line on its own, and each minute of the world on its own.
 */
class ZoneClockModelTest {
    private static final int CASES = 3_000;
    private static final Duration AROUND = Duration.ofHours(30);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomCron lines = new RandomCron(random);

    @Test
    void theSearchFindsWhatThePolicySays() {
        List<ZoneId> zones = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of)
                .filter(zone -> !zone.getRules().isFixedOffset()).toList();
        int fixed = 0;
        for (int i = 0; i < CASES; i++) {
            ZoneClock clock = new ZoneClock(zones.get(random.nextInt(zones.size())),
                    LocalGap.values()[random.nextInt(2)],
                    LocalOverlap.values()[random.nextInt(3)]);
            Instant change = change(clock.zone());
            Instant from = change.minus(AROUND).minusMillis(random.nextInt(1000));
            Instant to = change.plus(AROUND);
            Cron cron = Cron.of(clock, line());
            CronLine line = cron.lines().getFirst();
            SortedSet<Instant> expected = line.repetition() == Repetition.EVERY_HOUR
                    ? minuteByMinute(line, clock.zone(), from, to)
                    : timeByTime(line, clock, from, to);
            fixed += line.repetition() == Repetition.FIXED ? 1 : 0;
            assertThat(found(cron, from, to)).as("seed %d: %s on %s from %s", seed, line, clock, from)
                    .isEqualTo(new ArrayList<>(expected));
        }
        assertThat(fixed).as("seed %d", seed).isBetween(CASES / 5, CASES * 9 / 10);
    }

    /** A line of minutes, often with days left open, so that there are times near the change. */
    private String line() {
        while (true) {
            String line = lines.line();
            String[] fields = line.split(" ");
            if (fields.length == 5) {
                return fields[0] + ' ' + fields[1] + (random.nextInt(4) == 0 ? " 1-31/2 * *" : " * * *");
            }
        }
    }

    private Instant change(ZoneId zone) {
        while (true) {
            Instant somewhen = Instant.EPOCH.plus(Duration.ofDays(random.nextInt(60 * 365)));
            ZoneOffsetTransition next = zone.getRules().nextTransition(somewhen);
            if (next != null) {
                return next.getInstant();
            }
            ZoneOffsetTransition before = zone.getRules().previousTransition(somewhen);
            if (before.getInstant().isAfter(Instant.parse("1900-01-01T00:00:00Z"))) {
                return before.getInstant();
            }
            return somewhen;
        }
    }

    private static SortedSet<Instant> minuteByMinute(CronLine line, ZoneId zone, Instant from, Instant to) {
        SortedSet<Instant> times = new TreeSet<>();
        // local minutes begin with minutes of the world, but for the offsets of old times that have seconds
        int step = hasSeconds(zone, from) || hasSeconds(zone, to) ? 1 : 60;
        long first = Math.ceilDiv(from.getEpochSecond() + 1, (long) step) * step;
        for (Instant at = Instant.ofEpochSecond(first); at.isBefore(to); at = at.plusSeconds(step)) {
            LocalDateTime local = LocalDateTime.ofInstant(at, zone);
            if (local.getSecond() == 0 && line.next(local.minusNanos(1)).filter(local::equals).isPresent()) {
                times.add(at);
            }
        }
        return times;
    }

    private static boolean hasSeconds(ZoneId zone, Instant at) {
        return zone.getRules().getOffset(at).getTotalSeconds() % 60 != 0;
    }

    private static SortedSet<Instant> timeByTime(CronLine line, ZoneClock clock, Instant from, Instant to) {
        ZoneClock eachPass = new ZoneClock(clock.zone(), clock.gap(),
                line.repetition() == Repetition.WITHIN_HOURS ? LocalOverlap.BOTH : clock.overlap());
        SortedSet<Instant> times = new TreeSet<>();
        LocalDateTime local = LocalDateTime.ofInstant(from, clock.zone()).minusDays(2);
        LocalDateTime end = LocalDateTime.ofInstant(to, clock.zone()).plusDays(2);
        for (local = line.next(local).orElseThrow(); local.isBefore(end); local = line.next(local).orElseThrow()) {
            eachPass.instants(local).stream().filter(at -> at.isAfter(from) && at.isBefore(to)).forEach(times::add);
        }
        return times;
    }

    private static List<Instant> found(Cron cron, Instant from, Instant to) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> at = cron.next(from);
        while (at.filter(to::isAfter).isPresent()) {
            times.add(at.get());
            at = cron.next(at.get());
        }
        return times;
    }
}

package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.orchestrator.plan.MissedPolicy;
import io.irodsingest.orchestrator.plan.MissedPolicy.Mode;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.Cron;
import io.irodsingest.orchestrator.plan.trigger.CronLine;
import io.irodsingest.orchestrator.plan.trigger.Every;
import io.irodsingest.orchestrator.plan.trigger.InvalidTriggerException;
import io.irodsingest.orchestrator.plan.trigger.LocalGap;
import io.irodsingest.orchestrator.plan.trigger.LocalOverlap;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Trigger;
import io.irodsingest.orchestrator.plan.trigger.Window;
import io.irodsingest.orchestrator.plan.trigger.ZoneClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A schedule of a random kind, and what its planned times are, found without its trigger.
 *
 * @param expected within the days that are looked at, in order, and within its bounds
 * @param strict whether each of them is to be started, also what was missed, and whatever is going
 * @param length how long a job of it takes
 */
record VirtualSchedule(String id, Kind kind, ZoneClock clock, Plan plan, Policies policies,
        TreeSet<Instant> expected, boolean strict, Duration length) {
    private static final int DAYS = 30;

    /** What triggers look like; how many of a thousand schedules are of this kind. */
    enum Kind {
        DAILY(455), DAILY_WITH_SECONDS(80), WEEKLY(100), LAST_DAY_OF_MONTH(40), TWO_LINES(70), HOURLY(10), OFTEN(
                3), WITHIN_HOURS(22), EVERY(110), AT(80), IN(30);

        private final int share;

        Kind(int share) {
            this.share = share;
        }

        static Kind random(Random random) {
            int place = random.nextInt(1_000);
            for (Kind kind : values()) {
                place -= kind.share;
                if (place < 0) {
                    return kind;
                }
            }
            throw new AssertionError("the shares are not a thousand together");
        }
    }

    /** Thirty days in which some zone's clocks are set, and the zones of that time. */
    record Era(String name, Instant from, List<ZoneId> zones) {
        static final List<Era> ALL = List.of(
                new Era("spring 2026", "2026-03-07", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"),
                new Era("autumn 2026", "2026-10-03", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"),
                new Era("a day is skipped, 2011", "2011-12-10", "Pacific/Apia", "Pacific/Fakaofo"),
                new Era("a day is skipped, 1993", "1993-08-01", "Pacific/Kwajalein", "Europe/Berlin"),
                new Era("end of summer in Apia, 2012", "2012-03-10", "Pacific/Apia", "Europe/Berlin"));

        private Era(String name, String day, String... zones) {
            this(name, Instant.parse(day + "T00:00:00Z"), List.of(zones).stream().map(ZoneId::of).toList());
        }

        Instant to() {
            return from.plus(DAYS, ChronoUnit.DAYS);
        }
    }

    String name() {
        return "schedule " + id;
    }

    /** When the run of a planned time is due. */
    Instant start(Instant planned) {
        Instant start = plan.window().start(name(), planned);
        return start.isBefore(planned) ? planned : start;
    }

    /** Makes one. For schedules of one zone and era, which share what its clock shows. */
    static final class Maker {
        private final Era era;
        private final ZoneId zone;
        private final WallClock wall;
        private final Random random;

        Maker(Era era, ZoneId zone, Random random) {
            this.era = era;
            this.zone = zone;
            this.wall = new WallClock(zone, era.from(), era.to());
            this.random = random;
        }

        /** A trigger, and its planned times since the schedule was made. */
        private record Times(Trigger trigger, TreeSet<Instant> expected) {}

        VirtualSchedule make(String id) {
            ZoneClock clock = new ZoneClock(zone, oneOf(LocalGap.values()), oneOf(LocalOverlap.values()));
            while (true) {
                try {
                    return make(id, Kind.random(random), clock);
                } catch (InvalidTriggerException impossible) {
                    // a time that does not exist, with the policy to leave it out: users are refused
                    clock = new ZoneClock(zone, LocalGap.RUN_AFTER, clock.overlap());
                }
            }
        }

        private VirtualSchedule make(String id, Kind kind, ZoneClock clock) {
            Times times = times(kind, clock);
            boolean strict = random.nextInt(2) == 0;
            boolean isSingle = kind == Kind.AT || kind == Kind.IN;
            Window window = isSingle ? Window.OPEN : window(strict, times.expected());
            TreeSet<Instant> expected = new TreeSet<>(times.expected());
            expected.removeIf(time -> window.first().filter(time::isBefore).isPresent()
                    || window.last().filter(time::isAfter).isPresent() || !time.isAfter(era.from()));
            while (window.runs().filter(most -> expected.size() > most).isPresent()) {
                expected.pollLast();
            }
            return new VirtualSchedule(id, kind, clock, new Plan(times.trigger(), window), policies(strict), expected,
                    strict, random.nextInt(10) == 0
                            ? Duration.ofMinutes(1 + random.nextInt(90))
                            : Duration.ofMillis(500 + random.nextInt(9_000)));
        }

        private <T> T oneOf(T[] some) {
            return some[random.nextInt(some.length)];
        }

        private Policies policies(boolean strict) {
            if (strict) {
                return new Policies(new MissedPolicy(Mode.CATCH_UP, Duration.ofDays(2), 1_000),
                        OverlapPolicy.START_ANYWAY, false);
            }
            return random.nextBoolean()
                    ? Policies.DEFAULT
                    : new Policies(new MissedPolicy(oneOf(Mode.values()), Duration.ofHours(1 + random.nextInt(20)),
                            1 + random.nextInt(50)), oneOf(OverlapPolicy.values()), false);
        }

        private Window window(boolean strict, TreeSet<Instant> expected) {
            Duration jitter = random.nextInt(10) == 0 ? Duration.ofSeconds(1 + random.nextInt(50)) : Duration.ZERO;
            Optional<Instant> first = Optional.empty();
            Optional<Instant> last = Optional.empty();
            if (random.nextInt(10) == 0 && expected.size() > 2) {
                first = Optional.of(era.from().plus(random.nextInt(5 * 86_400), ChronoUnit.SECONDS));
                last = Optional.of(era.to().minus(random.nextInt(5 * 86_400), ChronoUnit.SECONDS));
            }
            return new Window(first, last,
                    strict && random.nextInt(8) == 0 ? Optional.of(1L + random.nextInt(8)) : Optional.empty(), jitter);
        }

        private Times times(Kind kind, ZoneClock clock) {
            int minute = random.nextInt(60);
            // most of what is hard happens in the first hours of a day
            int hour = random.nextBoolean() ? random.nextInt(4) : random.nextInt(24);
            Predicate<LocalDateTime> daily = time -> time.getMinute() == minute && time.getHour() == hour;
            return switch (kind) {
                case DAILY -> cron(clock, fixed(daily, clock, 0), minute + " " + hour + " * * *");
                case DAILY_WITH_SECONDS -> {
                    int second = 1 + random.nextInt(59);
                    yield cron(clock, fixed(daily, clock, second), second + " " + minute + " " + hour + " * * *");
                }
                case WEEKLY -> {
                    int day = random.nextInt(7);
                    yield cron(clock, fixed(
                            daily.and(time -> time.getDayOfWeek().getValue() % 7 == day), clock, 0),
                            minute + " " + hour + " * * " + day);
                }
                case LAST_DAY_OF_MONTH -> cron(clock, fixed(
                        daily.and(time -> time.getDayOfMonth() == time.toLocalDate().lengthOfMonth()), clock, 0),
                        minute + " " + hour + " L * *");
                case TWO_LINES -> {
                    int other = random.nextInt(24);
                    TreeSet<Instant> both = fixed(daily, clock, 0);
                    both.addAll(fixed(time -> time.getMinute() == 30 && time.getHour() == other, clock, 0));
                    yield cron(clock, both, minute + " " + hour + " * * *", "30 " + other + " * * *");
                }
                case HOURLY -> cron(clock, wall.whenever(time -> time.getMinute() == minute), minute + " * * * *");
                case OFTEN -> cron(clock, wall.whenever(time -> time.getMinute() % 10 == 0), "*/10 * * * *");
                case WITHIN_HOURS -> cron(clock, wall.wheneverAndAfterGaps(
                        time -> time.getMinute() % 20 == 0 && time.getHour() >= 1 && time.getHour() <= 3, clock.gap()),
                        "*/20 1-3 * * *");
                case EVERY -> every();
                case AT -> at(clock);
                case IN -> {
                    Instant time = era.from().plusMillis(1 + random.nextLong(DAYS * 86_400_000L));
                    yield new Times(At.of(time), new TreeSet<>(List.of(time)));
                }
            };
        }

        private TreeSet<Instant> fixed(Predicate<LocalDateTime> wanted, ZoneClock clock, int second) {
            return wall.fixed(wanted, clock.gap(), clock.overlap(), second);
        }

        private static Times cron(ZoneClock clock, TreeSet<Instant> expected, String... lines) {
            return new Times(new Cron(List.of(lines).stream().map(CronLine::parse).toList(), clock), expected);
        }

        private Times every() {
            Duration interval = random.nextInt(200) == 0
                    ? Duration.ofMinutes(7)
                    : Duration.ofSeconds(3 * 3_600 + random.nextInt(86_400)).plusMillis(random.nextInt(1_000));
            Instant anchor = era.from().plusMillis(random.nextInt(2 * 86_400_000) - 86_400_000);
            TreeSet<Instant> expected = new TreeSet<>();
            long length = interval.toMillis();
            long begin = Math.floorMod(anchor.toEpochMilli() - era.from().toEpochMilli(), length);
            for (long at = begin; at < DAYS * 86_400_000L; at += length) {
                expected.add(era.from().plusMillis(at));
            }
            return new Times(Every.of(interval).anchoredAt(anchor), expected);
        }

        /** At a minute that the clock shows, shows twice, or leaves out. */
        private Times at(ZoneClock clock) {
            LocalDateTime local = LocalDateTime.ofInstant(era.from(), ZoneOffset.UTC).plusDays(1)
                    .plusMinutes(random.nextInt((DAYS - 2) * 1_440));
            return new Times(new At(local, clock), fixed(local::isEqual, clock, 0));
        }
    }
}

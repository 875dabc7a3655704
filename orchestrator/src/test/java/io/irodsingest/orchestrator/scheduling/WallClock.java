package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.orchestrator.plan.trigger.LocalGap;
import io.irodsingest.orchestrator.plan.trigger.LocalOverlap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Planned times as somebody finds them who looks at the clock on a wall in each minute of some days. It shares no code with triggers, so that
 * it tells when these are wrong. Immutable.
 */
final class WallClock {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ZoneRules rules;
    private final List<Shown> minutes = new ArrayList<>();
    private final List<ZoneOffsetTransition> gaps = new ArrayList<>();

    /** What the clock shows at a moment, and whether it shows that for the second time, or will show it again. */
    private record Shown(Instant at, LocalDateTime local, boolean again, boolean once) {}

    WallClock(ZoneId zone, Instant from, Instant to) {
        rules = zone.getRules();
        for (Instant minute = from; minute.isBefore(to); minute = minute.plus(MINUTE)) {
            ZoneOffset offset = rules.getOffset(minute);
            LocalDateTime local = LocalDateTime.ofInstant(minute, offset);
            List<ZoneOffset> offsets = rules.getValidOffsets(local);
            minutes.add(new Shown(minute, local, offsets.size() > 1 && offset.equals(offsets.getLast()),
                    offsets.size() < 2));
        }
        for (ZoneOffsetTransition change = rules.nextTransition(from); change != null
                && change.getInstant().isBefore(to); change = rules.nextTransition(change.getInstant())) {
            if (change.isGap()) {
                gaps.add(change);
            }
        }
    }

    /** Each moment at which the clock shows such a time. */
    TreeSet<Instant> whenever(Predicate<LocalDateTime> wanted) {
        TreeSet<Instant> times = new TreeSet<>();
        minutes.stream().filter(shown -> wanted.test(shown.local())).forEach(shown -> times.add(shown.at()));
        return times;
    }

    /** As above, and the end of a gap in which such a time was to be. */
    TreeSet<Instant> wheneverAndAfterGaps(Predicate<LocalDateTime> wanted, LocalGap policy) {
        TreeSet<Instant> times = whenever(wanted);
        if (policy == LocalGap.RUN_AFTER) {
            gaps.stream().filter(gap -> isWithin(gap, wanted)).forEach(gap -> times.add(gap.getInstant()));
        }
        return times;
    }

    private static boolean isWithin(ZoneOffsetTransition gap, Predicate<LocalDateTime> wanted) {
        LocalDateTime local = gap.getDateTimeBefore();
        while (local.isBefore(gap.getDateTimeAfter())) {
            if (wanted.test(local)) {
                return true;
            }
            local = local.plus(MINUTE);
        }
        return false;
    }

    /** Fixed times: those that the clock shows twice as the policy says. @param second of the minute, which is that of none after a gap */
    TreeSet<Instant> fixed(Predicate<LocalDateTime> wanted, LocalGap gap, LocalOverlap overlap, int second) {
        TreeSet<Instant> times = new TreeSet<>();
        minutes.stream().filter(shown -> wanted.test(shown.local())).filter(
                shown -> shown.once() || overlap == LocalOverlap.BOTH
                        || shown.again() == (overlap == LocalOverlap.SECOND))
                .forEach(shown -> times.add(shown.at().plusSeconds(second)));
        if (gap == LocalGap.RUN_AFTER) {
            gaps.stream().filter(one -> isWithin(one, wanted)).forEach(one -> times.add(one.getInstant()));
        }
        return times;
    }
}

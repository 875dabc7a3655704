package io.irodsingest.orchestrator.plan.trigger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * The clock on the wall of a zone, and what is meant by times that it leaves out or shows twice, whatever the reason: daylight saving,
 * or a zone that changed its offset and skipped a day.
 */
public record ZoneClock(ZoneId zone, LocalGap gap, LocalOverlap overlap) {
    /** As far as planned times go. */
    static final int LAST_YEAR = 9999;
    private static final Instant END = LocalDateTime.of(LAST_YEAR + 1, 1, 1, 0, 0).toInstant(ZoneOffset.UTC);

    public static final ZoneClock UTC = of(ZoneId.of("UTC"));

    /** With the presets of gap and overlap. */
    public static ZoneClock of(ZoneId zone) {
        return new ZoneClock(zone, LocalGap.RUN_AFTER, LocalOverlap.FIRST);
    }

    static boolean inRange(Instant planned) {
        return planned.isBefore(END);
    }

    /** The moments that a local time is: none, one, or two in order. */
    List<Instant> instants(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change == null) {
            return List.of(local.toInstant(zone.getRules().getOffset(local)));
        }
        if (change.isGap()) {
            return gap == LocalGap.SKIP ? List.of() : List.of(change.getInstant());
        }
        Instant first = local.toInstant(change.getOffsetBefore());
        Instant second = local.toInstant(change.getOffsetAfter());
        return switch (overlap) {
            case FIRST -> List.of(first);
            case SECOND -> List.of(second);
            case BOTH -> List.of(first, second);
        };
    }

    /**
     * The first moment later than the given one that is one of these times. It goes on from one change of the offset to the next: between
     * two of them local time and elapsed time are the same.
     */
    Optional<Instant> next(LocalTimes times, Repetition repetition, Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(after);
        ZoneOffsetTransition change = rules.nextTransition(after);
        Optional<LocalDateTime> candidate = times.next(LocalDateTime.ofInstant(after, offset));
        while (candidate.isPresent()) {
            LocalDateTime local = candidate.get();
            Instant instant = local.toInstant(offset);
            if (!inRange(instant)) {
                return Optional.empty();
            }
            if (change == null || instant.isBefore(change.getInstant())) {
                Optional<LocalDateTime> end = endOfExcluded(local, offset, repetition);
                if (end.isEmpty()) {
                    return Optional.of(instant);
                }
                candidate = firstFrom(end.get(), times);
                continue;
            }
            boolean leftOut = change.isGap() && local.isBefore(change.getDateTimeAfter());
            if (leftOut && gap == LocalGap.RUN_AFTER && repetition != Repetition.EVERY_HOUR) {
                return Optional.of(change.getInstant());
            }
            if (leftOut || change.isOverlap()) {
                candidate = firstFrom(change.getDateTimeAfter(), times);
            }
            offset = change.getOffsetAfter();
            change = rules.nextTransition(change.getInstant());
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> firstFrom(LocalDateTime local, LocalTimes times) {
        return times.next(local.minusNanos(1));
    }

    /** Where the times end that clocks show twice, when this is one of them and the policy is the other pass. */
    private Optional<LocalDateTime> endOfExcluded(LocalDateTime local, ZoneOffset offset, Repetition repetition) {
        if (repetition != Repetition.FIXED || overlap == LocalOverlap.BOTH) {
            return Optional.empty();
        }
        ZoneOffsetTransition twice = zone.getRules().getTransition(local);
        if (twice == null || twice.isGap()) {
            return Optional.empty();
        }
        boolean first = offset.equals(twice.getOffsetBefore());
        return first == (overlap == LocalOverlap.FIRST)
                ? Optional.empty()
                : Optional.of(twice.getDateTimeBefore());
    }
}

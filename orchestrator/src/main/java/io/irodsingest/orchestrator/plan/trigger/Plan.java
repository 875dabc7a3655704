package io.irodsingest.orchestrator.plan.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The planned times of a schedule: those of its trigger, within its bounds. Immutable and pure; no method looks at a clock. */
public record Plan(Trigger trigger, Window window) {
    private static final Instant SOMEWHEN = Instant.parse("2000-01-01T00:00:00Z");
    private static final int SAMPLE = 100;

    /** @throws InvalidTriggerException when trigger and bounds do not go together */
    public Plan {
        if (!window.jitter().isZero()) {
            shortest(trigger).filter(gap -> window.jitter().compareTo(gap) >= 0).ifPresent(gap -> {
                throw new InvalidTriggerException(
                        "jitter '" + window.jitter() + "' is too long: planned times are " + gap
                                + " apart, and it has to be shorter than that");
            });
        }
        if (trigger instanceof At at && at.clock().instants(at.local()).stream().noneMatch(window::contains)) {
            throw new InvalidTriggerException(
                    "at '" + at.form().at().orElseThrow() + "' is not between first and last");
        }
        trigger = window.first().map(trigger::madeAt).orElse(trigger);
    }

    /** How far two planned times are apart at least, as a sample shows it. With less jitter runs start in the order of their plan. */
    private static Optional<Duration> shortest(Trigger trigger) {
        List<Instant> times = Stream
                .iterate(trigger.next(SOMEWHEN), Optional::isPresent, time -> trigger.next(time.orElseThrow()))
                .map(Optional::orElseThrow).limit(SAMPLE).toList();
        return IntStream.range(1, times.size()).mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .min(Comparator.naturalOrder());
    }

    /**
     * This plan for a schedule that is made at this moment. An interval without an anchor is counted from its first time, where it is
     * said, and from this moment otherwise.
     */
    public Plan madeAt(Instant made) {
        return new Plan(trigger.madeAt(made), window);
    }

    /**
     * The first planned time of a schedule that is made at this moment. A single time may be past: such a schedule is due at once. Of
     * all others nothing is planned that was past already; empty when nothing is left.
     */
    public Optional<Instant> first(Instant made) {
        return trigger instanceof At ? next(Instant.EPOCH.minusMillis(1), 0) : madeAt(made).next(made, 0);
    }

    /**
     * The next planned time.
     *
     * @param afterPlanned the planned time before
     * @param runs how many of a bounded number of runs are used up
     * @return empty when the schedule has ended
     */
    public Optional<Instant> next(Instant afterPlanned, long runs) {
        if (window.runs().filter(most -> runs >= most).isPresent()) {
            return Optional.empty();
        }
        Instant after = window.first().map(first -> first.minusMillis(1)).filter(afterPlanned::isBefore)
                .orElse(afterPlanned);
        return trigger.next(after).filter(window::contains);
    }

    /** All planned times after this one, in order, of a schedule that has used up so many runs; perhaps without an end. */
    public Stream<Instant> upcoming(Instant afterPlanned, long runs) {
        Stream<Instant> times = Stream.iterate(next(afterPlanned, runs), Optional::isPresent,
                time -> next(time.orElseThrow(), runs)).map(Optional::orElseThrow);
        return window.runs().map(most -> times.limit(Math.max(0, most - runs))).orElse(times);
    }
}

package io.irodsingest.orchestrator.plan.trigger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The bounds of a schedule.
 *
 * @param first no planned time is earlier
 * @param last no planned time is later
 * @param runs so many runs, and no more
 * @param jitter a run starts up to so long after its planned time, so that schedules of the same time do not all start at once; zero
 *        for at its time
 */
public record Window(Optional<Instant> first, Optional<Instant> last, Optional<Long> runs, Duration jitter) {
    private static final Duration MOST_JITTER = Duration.ofDays(1);

    public static final Window OPEN = new Window(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ZERO);

    /** @throws InvalidTriggerException when nothing is in it, or the jitter is too long */
    public Window {
        first = first.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
        last = last.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS));
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
            throw new InvalidTriggerException("last '" + last.get() + "' is before first '" + first.get() + "'");
        }
        runs.filter(count -> count < 1).ifPresent(count -> {
            throw new InvalidTriggerException("runs '" + count + "' is too few: at least 1 is allowed");
        });
        if (jitter.isNegative() || jitter.compareTo(MOST_JITTER) > 0) {
            throw new InvalidTriggerException("jitter '" + jitter + "' is out of range: allowed are PT0S to P1D");
        }
    }

    /** Whether planned times may be at this moment. */
    boolean contains(Instant planned) {
        return first.filter(planned::isBefore).isEmpty() && last.filter(planned::isAfter).isEmpty();
    }

    /**
     * When the run of a planned time starts: up to the jitter later, spread evenly over schedules and planned times. It is computed from
     * these two alone, so whoever computes it again gets the same.
     */
    public Instant start(String schedule, Instant planned) {
        if (jitter.isZero()) {
            return planned;
        }
        long spread = digest(schedule + '\n' + planned.toEpochMilli());
        return planned.plusMillis(Long.remainderUnsigned(spread, jitter.toMillis() + 1));
    }

    private static long digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-256", impossible);
        }
    }

    @JsonValue
    public WindowForm form() {
        return WindowForm.of(this);
    }

    /** @throws InvalidTriggerException when the form says nothing that can be done */
    @JsonCreator
    public static Window of(WindowForm form) {
        return form.toWindow();
    }
}

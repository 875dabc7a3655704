package io.irodsingest.orchestrator.plan.trigger;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.support.CronExpression;

/**
 * The calendar of cron, which Spring's {@code CronExpression} knows. It gets numbers and what depends on the month, and no zone: of
 * daylight saving it hears nothing.
 */
final class SpringCron implements LocalTimes {
    private final CronExpression expression;

    private SpringCron(CronExpression expression) {
        this.expression = expression;
    }

    /** @param fields six that {@link CronField} has passed */
    static LocalTimes of(List<String> fields) {
        return new SpringCron(CronExpression.parse(String.join(" ", fields)));
    }

    /** @throws IllegalStateException when the library turns in a circle, which no line may do that was passed */
    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime next = expression.next(after);
        if (next != null && !next.isAfter(after)) {
            throw new IllegalStateException(
                    "the time after " + after + " of cron line '" + expression + "' came out as " + next);
        }
        return Optional.ofNullable(next);
    }
}

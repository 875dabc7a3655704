package io.irodsingest.orchestrator.plan.trigger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.irodsingest.adminapi.TextOrNumber;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A window as it is written, in Redis and for users alike. What is absent is no bound.
 *
 * @param first like {@code 2026-12-01T02:00:00Z}
 * @param last the same
 * @param runs at least 1
 * @param jitter ISO 8601, like {@code PT30S}, or seconds
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WindowForm(Optional<String> first, Optional<String> last, Optional<Long> runs,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> jitter) {

    public WindowForm {
        first = Objects.requireNonNullElse(first, Optional.empty());
        last = Objects.requireNonNullElse(last, Optional.empty());
        runs = Objects.requireNonNullElse(runs, Optional.empty());
        jitter = Objects.requireNonNullElse(jitter, Optional.empty());
    }

    static WindowForm of(Window window) {
        return new WindowForm(window.first().map(Object::toString), window.last().map(Object::toString), window.runs(),
                Optional.of(window.jitter()).filter(Duration::isPositive).map(Object::toString));
    }

    Window toWindow() {
        return new Window(first.map(text -> Texts.instant("first", text)),
                last.map(text -> Texts.instant("last", text)), runs,
                jitter.map(text -> Texts.length("jitter", text)).orElse(Duration.ZERO));
    }
}

package io.irodsingest.handlerapi.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What came of a row, or of a slow query. */
public sealed interface RowResult {

    /**
     * It is done.
     *
     * @param json the result as JSON; {@code null} as a text when there is nothing to say
     * @param output text for named output files, each of which gets it with a line feed behind it, in the order of the lines of the batch. An
     *        empty text is an empty line
     */
    record Success(String json, Map<String, String> output) implements RowResult {
        public Success {
            Objects.requireNonNull(json, "json");
            output = Map.copyOf(output);
        }
    }

    /**
     * It cannot be done.
     *
     * @param messages what was wrong, one line each; at least one
     * @param output as of {@link Success}
     */
    record Failure(List<String> messages, Map<String, String> output) implements RowResult {
        public Failure {
            messages = List.copyOf(messages);
            output = Map.copyOf(output);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a row that fails needs a message");
            }
        }
    }

    /**
     * It cannot be done now, and is put back as often as the batch allows for; then it fails.
     *
     * @param reason one line
     * @param delay the row is not tried again before that
     */
    record TryLater(String reason, Duration delay) implements RowResult {
        public TryLater {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(delay, "delay");
        }
    }

    /** Done, with nothing to say. */
    static RowResult success() {
        return success("null");
    }

    /** @param json the result */
    static RowResult success(String json) {
        return new Success(json, Map.of());
    }

    /** @param message what was wrong */
    static RowResult failure(String message) {
        return new Failure(List.of(message), Map.of());
    }

    /** @param reason why it cannot be done now */
    static RowResult tryLater(String reason, Duration delay) {
        return new TryLater(reason, delay);
    }
}

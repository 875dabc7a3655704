package io.irodsingest.common.job;

import java.util.HashMap;
import java.util.Map;

/** How much of each {@link Count}; what is absent is 0. Immutable. */
public record Counts(Map<Count, Long> values) {
    public static final Counts NONE = new Counts(Map.of());

    public Counts {
        values = Map.copyOf(values);
    }

    public long of(Count count) {
        return values.getOrDefault(count, 0L);
    }

    public static Counts of(Count count, long amount) {
        return new Counts(Map.of(count, amount));
    }

    /** Collects counts in one thread. */
    public static final class Builder {
        private final Map<Count, Long> values = new HashMap<>();

        public Builder add(Count count) {
            return add(count, 1);
        }

        public Builder add(Count count, long amount) {
            values.merge(count, amount, Long::sum);
            return this;
        }

        public Counts build() {
            return new Counts(values);
        }
    }
}

package io.irodsingest.common.broker;

import java.util.Objects;

/** A password that does not show itself in logs and messages: {@link #toString} is always the same. */
public record Password(String value) {
    public Password {
        Objects.requireNonNull(value);
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}

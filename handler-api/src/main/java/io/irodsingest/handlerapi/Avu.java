package io.irodsingest.handlerapi;

import java.util.Objects;

/**
 * A metadatum of a data object or a collection.
 *
 * @param attribute not empty
 * @param value not empty
 * @param unit may be empty, never null
 */
public record Avu(String attribute, String value, String unit) {
    /** @throws IllegalArgumentException when attribute or value is empty */
    public Avu {
        Objects.requireNonNull(unit, "the unit of an AVU may be empty, but not null");
        if (attribute.isEmpty() || value.isEmpty()) {
            throw new IllegalArgumentException("an AVU needs an attribute and a value: '" + attribute + "' = '" + value
                    + '\'');
        }
    }

    /** Without a unit. */
    public static Avu of(String attribute, String value) {
        return new Avu(attribute, value, "");
    }
}

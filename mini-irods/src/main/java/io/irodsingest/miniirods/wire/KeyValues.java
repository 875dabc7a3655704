package io.irodsingest.miniirods.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a request ({@code KeyValPair_PI}). Immutable. */
public record KeyValues(Map<String, String> values) {
    public static final KeyValues NONE = new KeyValues(Map.of());

    /** Reads the {@code KeyValPair_PI} of a packing instruction; it has no entries when that is missing. */
    public static KeyValues of(PiNode instruction) {
        PiNode pairs = instruction.child("KeyValPair_PI");
        int count = pairs.number("ssLen", 0);
        if (count <= 0) {
            return NONE;
        }
        List<String> names = pairs.texts("keyWord");
        List<String> texts = pairs.texts("svalue");
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(count, names.size()); i++) {
            values.put(names.get(i), i < texts.size() ? texts.get(i) : "");
        }
        return new KeyValues(values);
    }

    public boolean has(String keyword) {
        return values.containsKey(keyword);
    }

    /** The value of a keyword, or null when it is not there. */
    public String get(String keyword) {
        return values.get(keyword);
    }

    /** The value of the first keyword that is there and not empty, or null. */
    public String firstOf(String... keywords) {
        for (String keyword : keywords) {
            String value = values.get(keyword);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}

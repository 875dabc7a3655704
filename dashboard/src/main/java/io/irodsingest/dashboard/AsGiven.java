package io.irodsingest.dashboard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was asked for when a job was started, as far as it is not preset.
 *
 * @param options by their names in requests, without secrets
 * @param leftOut what cannot be shown, in words
 */
public record AsGiven(Map<String, String> options, List<String> leftOut) {
    public AsGiven {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        leftOut = List.copyOf(leftOut);
    }
}

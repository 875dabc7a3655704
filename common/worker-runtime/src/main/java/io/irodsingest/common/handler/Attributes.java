package io.irodsingest.common.handler;

import java.util.Map;

/**
 * What an S3 store keeps with an object besides its content. Immutable.
 *
 * @param metadata of the user, by names in lower case
 * @param tags empty when nobody wanted them
 */
public record Attributes(Map<String, String> metadata, Map<String, String> tags) {
    public static final Attributes NONE = new Attributes(Map.of(), Map.of());

    public Attributes {
        metadata = Map.copyOf(metadata);
        tags = Map.copyOf(tags);
    }
}

package io.irodsingest.adminapi;

import java.util.List;
import java.util.Optional;

/** How the orchestrator that answers is configured. */
public record Configuration(String version, List<Setting> settings) {

    public Configuration {
        settings = List.copyOf(settings);
    }

    /**
     * @param name of the environment variable
     * @param value what holds; empty when nothing does, and always for secrets
     * @param origin {@code default}, {@code set}, or {@code unset} for one that has no value
     */
    public record Setting(String name, Optional<String> value, String origin, boolean secret, String description) {}
}

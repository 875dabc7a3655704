package io.irodsingest.adminapi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the cluster is, as this orchestrator sees it.
 *
 * @param dependencies the servers that the orchestrator needs, by name
 * @param workers how many workers live
 * @param waitingFor what workers wait for, and which jobs wait for an orchestrator that can read their records; one text for each
 */
public record HealthView(Status status, Map<String, Dependency> dependencies, int workers, List<String> waitingFor) {

    /** In JSON in lower case. */
    public enum Status {
        /** All is there. */
        UP,
        /** The orchestrator works; workers wait for something, or there are none. */
        WAITING,
        /** The orchestrator waits for a server itself: nothing can be started or shown now. */
        DOWN;

        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param since when it became so
     * @param reason why it is not up
     */
    public record Dependency(boolean up, Instant since, Optional<String> reason) {}
}

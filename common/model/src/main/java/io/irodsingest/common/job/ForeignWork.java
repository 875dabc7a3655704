package io.irodsingest.common.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work of a kind that this process does not know: its jobs can be watched, published, paused and stopped, but not made.
 *
 * @param queues the lanes that its tasks may take, and the queue of each when the job names no other
 */
public record ForeignWork(String kind, Map<Lane, String> queues) implements Work {
    public ForeignWork {
        queues = Map.copyOf(queues);
    }

    @Override
    public List<Lane> lanes() {
        return List.copyOf(queues.keySet());
    }

    @Override
    public String queue(Lane lane) {
        return queues.getOrDefault(lane, lane.name());
    }

    @Override
    public Map<String, String> describe() {
        return Map.of("kind", kind);
    }

    /** What it would touch is not known here, so whoever is limited at all may not have it. */
    @Override
    public Optional<String> refusal(Limits limits) {
        return limits.isNone()
                ? Optional.empty()
                : Optional.of(
                        "work of kind " + kind + " is not known here, so nobody can tell whether it is within limits");
    }
}

package io.irodsingest.common.job;

import io.irodsingest.common.job.FollowUp.On;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far it is with what a job comes after, and with what comes after it. Immutable.
 *
 * @param predecessors the jobs that it waits for, or has waited for
 * @param handedOver the follow-ups that are dealt with; to each, why it could not be begun, or nothing when it was
 */
public record ChainProgress(List<Predecessor> predecessors, Map<On, Optional<String>> handedOver) {
    public static final ChainProgress NONE = new ChainProgress(List.of(), Map.of());

    public ChainProgress {
        predecessors = List.copyOf(predecessors);
        handedOver = Map.copyOf(handedOver);
    }
}

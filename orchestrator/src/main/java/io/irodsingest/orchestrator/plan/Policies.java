package io.irodsingest.orchestrator.plan;

/**
 * How a schedule behaves when things do not go as planned.
 *
 * @param pauseOnFailure whether it is paused when a run of it fails
 */
public record Policies(MissedPolicy missed, OverlapPolicy overlap, boolean pauseOnFailure) {
    public static final Policies DEFAULT = new Policies(MissedPolicy.DEFAULT, OverlapPolicy.SKIP, false);
}

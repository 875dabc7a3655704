package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.job.Job;
import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param started when its job was made; empty when there was none
 * @param reason why it failed or did not start
 */
public record RunEnd(RunOutcome outcome, Optional<Instant> started, Optional<Instant> ended, Optional<String> reason) {

    /** Of a run whose job could not be made. */
    static RunEnd notStarted(String reason) {
        return new RunEnd(RunOutcome.NOT_STARTED, Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    static RunEnd nothingToDo(String reason) {
        return new RunEnd(RunOutcome.NOTHING_TO_DO, Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    /** Of a run whose job nobody remembers. */
    static RunEnd forgotten(Going going) {
        return new RunEnd(RunOutcome.UNKNOWN, Optional.of(going.claimed()), Optional.empty(),
                Optional.of("its job was forgotten before it was seen to have ended"));
    }

    /** @param job one that has ended */
    static RunEnd of(Going going, Job job) {
        Instant started = job.createdAt().isBefore(going.claimed()) ? job.passes().startedAt() : job.createdAt();
        return new RunEnd(RunOutcome.of(job.state()), Optional.of(started), job.endedAt(), job.error());
    }

    /** Whether the run did not do what it was for. One that a user stopped did as it was told. */
    boolean isFailure() {
        return switch (outcome) {
            case NOT_STARTED, COMPLETED_WITH_FAILURES, FAILED, EXPIRED -> true;
            case STOPPED -> reason.isPresent();
            default -> false;
        };
    }
}

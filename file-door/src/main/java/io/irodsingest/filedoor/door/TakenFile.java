package io.irodsingest.filedoor.door;

import java.time.Instant;
import java.util.Optional;

/**
 * A file that became a batch, as its report tells it.
 *
 * @param file its name
 * @param sha256 in hexadecimal digits
 * @param outcome what the batch came to; empty before its end
 */
record TakenFile(String door, String file, String batch, String app, String op, long bytes, String sha256, long rows,
        Instant submittedAt, Optional<Outcome> outcome) {

    /**
     * @param status as the admin endpoint has it, or {@code forgotten}, when the orchestrator forgot it before it was asked; then it has no
     *        numbers
     * @param error why the batch failed as a whole, or was given up
     */
    record Outcome(String status, long succeeded, long failed, long aborted, Optional<String> error) {
        static final Outcome FORGOTTEN = new Outcome("forgotten", 0, 0, 0, Optional.empty());
    }

    TakenFile with(Outcome end) {
        return new TakenFile(door, file, batch, app, op, bytes, sha256, rows, submittedAt, Optional.of(end));
    }
}

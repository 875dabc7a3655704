package io.irodsingest.adminapi.batch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A batch as it stands at one moment. The groups are no objects in JSON: the fields of all of them stand side by side.
 *
 * @param id of its job, never used again, unlike the name
 * @param status {@code wait} while it takes rows and waits for its release, {@code queued}, {@code inprogress}, or, at its end, {@code
 *        success}, {@code failed} when a row has failed, {@code aborted}
 * @param state that of its job
 */
public record BatchView(String id, String jobName, String app, String op, String status, String state, boolean ended,
        @JsonUnwrapped Rows rows, @JsonUnwrapped Times times, @JsonUnwrapped About about) {

    /**
     * How many rows came to what. At the end, the others together are those that were submitted.
     *
     * @param submitted all of them
     * @param aborted those that nobody will work on any more; 0 before the end
     */
    public record Rows(long submitted, long succeeded, long failed, long aborted) {}

    /**
     * @param startTime begin of the batch, or of the latest retry of its failures; empty while it waits for its release
     * @param elapsedTime seconds from the start to the end, or to now
     */
    public record Times(Instant submitTime, Optional<Instant> startTime, Optional<Instant> endTime,
            double elapsedTime) {}

    /**
     * @param error why it failed as a whole, or was given up
     * @param file the name of the file that the rows came from
     * @param maxFailed when it is given up
     * @param output where output files go
     * @param waitingFor what keeps it from going on, one text for each; empty when nothing does
     */
    public record About(Optional<String> error, Optional<String> file, Optional<String> maxFailed,
            Optional<String> output, List<String> waitingFor) {}
}

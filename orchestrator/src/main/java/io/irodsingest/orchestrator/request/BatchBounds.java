package io.irodsingest.orchestrator.request;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.OutputPlace;
import io.irodsingest.common.job.InvalidJobException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How much of everything a new batch or slow query may ask for. */
final class BatchBounds {
    /** It is in the record of the job, which every task reads. */
    private static final int LONGEST_CONTEXT = 64 << 10;
    private static final int LONGEST_FILE = 255;
    private static final int LONGEST_OUTPUT = 1_000;
    private static final Duration LONGEST_ROW = Duration.ofDays(7);

    private BatchBounds() {}

    /** @throws InvalidJobException with what is too much, and how much may be */
    static void check(BatchSpec batch) {
        batch.context().ifPresent(context -> bytes("context", context, LONGEST_CONTEXT));
        batch.file().ifPresent(file -> bytes("file", file, LONGEST_FILE));
        batch.output().ifPresent(BatchBounds::output);
        batch.rowTimeout().ifPresent(time -> {
            if (time.isZero() || time.compareTo(LONGEST_ROW) > 0) {
                throw new InvalidJobException("row_timeout must be more than 0 seconds, and at most "
                        + LONGEST_ROW.toSeconds() + " seconds (" + LONGEST_ROW.toDays() + " days)");
            }
        });
    }

    private static void output(String output) {
        bytes("output", output, LONGEST_OUTPUT);
        OutputPlace.parse(output);
    }

    private static void bytes(String what, String text, int most) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > most) {
            throw new InvalidJobException(what + " has " + bytes + " bytes; " + most + " are the most");
        }
    }
}

package io.irodsingest.batchtasks;

import io.irodsingest.common.job.InvalidJobException;

/**
 * How many rows of a batch may fail before the rest is given up.
 *
 * @param most as a number of rows, or of a hundred rows
 * @param percent whether it is of a hundred; of a batch of which fewer rows than a thousand have a result, such a limit says nothing unless
 *        it is reached for the batch as a whole
 */
public record FailureLimit(long most, boolean percent) {
    private static final long ENOUGH = 1_000;
    private static final int WHOLE = 100;

    /** @throws InvalidJobException for a number below 0, or above 100 percent */
    public FailureLimit {
        if (most < 0 || percent && most > WHOLE) {
            throw new InvalidJobException("max_failed must be a number of rows from 0, or 0% to 100%");
        }
    }

    /** @param text like {@code 10} or {@code 5%} */
    public static FailureLimit parse(String text) {
        boolean percent = text.endsWith("%");
        try {
            return new FailureLimit(Long.parseLong(percent ? text.substring(0, text.length() - 1) : text), percent);
        } catch (NumberFormatException other) {
            throw new InvalidJobException(
                    "max_failed '" + text + "' is neither a number of rows nor a percentage like 5%");
        }
    }

    /** Whether more have failed than may. */
    public boolean isExceeded(long rows, long succeeded, long failed) {
        if (!percent) {
            return failed > most;
        }
        boolean telling = succeeded + failed >= Math.min(ENOUGH, rows);
        return telling && failed * WHOLE > most * (succeeded + failed) || failed * WHOLE > most * rows;
    }

    @Override
    public String toString() {
        return most + (percent ? "%" : "");
    }
}

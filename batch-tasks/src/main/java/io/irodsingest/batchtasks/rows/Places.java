package io.irodsingest.batchtasks.rows;

import io.irodsingest.batchtasks.BatchRow;
import java.util.OptionalLong;

/** Gives rows the numbers of their lines, which grow. Not thread-safe. */
final class Places {
    private final long before;
    private long last;

    /** @param before lines that are counted before the first one of the text */
    Places(long before) {
        this.before = before;
        this.last = before;
    }

    /**
     * @param place where the row stands in the text; the first line is 1
     * @param line the number that it is to have; empty for that of its place
     * @throws InvalidRowException when the row before has this number or a larger one
     */
    BatchRow row(long place, OptionalLong line, String json) {
        long number = line.orElse(before + place);
        if (number <= last) {
            throw InvalidRowException.of(place, "its number " + number + " is not above " + last
                    + ", that of the row before: numbers of lines must grow, and each is there once");
        }
        last = number;
        return new BatchRow(number, json);
    }
}

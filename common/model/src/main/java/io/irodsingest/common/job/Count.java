package io.irodsingest.common.job;

import java.util.Locale;

/**
 * Something that a job counts. What there is to be counted, each kind of work says for itself, beside what every job counts.
 *
 * @param key the name in JSON, the CLI, metrics and Redis; in lower case, whatever is given, because earlier versions noted it in
 *        upper case in a task's marks
 */
public record Count(String key) {
    /** Tries of entries that failed before. */
    public static final Count RETRIES = new Count("retries");
    /** Entries that could not be handled; each is kept with its path and error. */
    public static final Count FAILED = new Count("failed");

    public Count {
        key = key.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key;
    }
}

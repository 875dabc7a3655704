package io.irodsingest.adminapi;

import java.time.Instant;
import java.util.List;

/**
 * A page of the entries of a job that could not be handled, oldest first.
 *
 * @param offset how many stand before the first of this page
 * @param limit how many this page could hold; a shorter page is the last
 */
public record FailureList(int offset, int limit, List<Failure> failures) {

    public FailureList {
        failures = List.copyOf(failures);
    }

    /**
     * @param path the entry's full source path, in the printable form of {@link JobRequest#source}
     * @param error one line
     */
    public record Failure(String path, String error, Instant at) {}
}

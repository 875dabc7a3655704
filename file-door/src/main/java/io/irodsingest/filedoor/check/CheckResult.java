package io.irodsingest.filedoor.check;

import java.util.List;

/**
 * What came of checking a file.
 *
 * @param digest SHA-256 of the bytes that were read, which are all of the file, in hexadecimal digits
 * @param rows how many there are, in {@link FileCheck}'s output
 * @param complaints the first of those that there are; empty when the file is good
 * @param wrong how many complaints there are
 */
public record CheckResult(String digest, long rows, List<Complaint> complaints, long wrong) {
    public CheckResult {
        complaints = List.copyOf(complaints);
    }
}

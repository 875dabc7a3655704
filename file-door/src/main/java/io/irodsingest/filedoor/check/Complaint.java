package io.irodsingest.filedoor.check;

import io.irodsingest.common.access.AuditLog;

/**
 * Something that is wrong with a file.
 *
 * @param line where it stands, from 1; 0 for the file as a whole
 * @param reason one sentence
 */
public record Complaint(long line, String reason) {
    /** For logs. */
    public String printable() {
        return AuditLog.printable(line == 0 ? reason : "line " + line + ": " + reason);
    }

    /** About the file as a whole. */
    public static Complaint ofAll(String reason) {
        return new Complaint(0, reason);
    }
}

package io.irodsingest.batchtasks.rows;

import io.irodsingest.common.job.InvalidJobException;

/** A row of a text is wrong; the message names its line, too. */
public final class InvalidRowException extends InvalidJobException {
    private static final long serialVersionUID = 1L;

    private final long line;
    private final String reason;
    private final boolean last;

    private InvalidRowException(long line, String reason, boolean last) {
        super("line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
        this.last = last;
    }

    /** Of a text whose other rows can be read. */
    static InvalidRowException of(long line, String reason) {
        return new InvalidRowException(line, reason, false);
    }

    /** Of a text in which nobody can tell where the next row begins. */
    InvalidRowException asLast() {
        return new InvalidRowException(line, reason, true);
    }

    /** Where it stands in the text; the first line is 1. */
    public long line() {
        return line;
    }

    /** What is wrong, without the line. */
    public String reason() {
        return reason;
    }

    /** Whether nothing behind it can be read. When it can, {@link RowReader#next} goes on with the row behind it. */
    public boolean isLast() {
        return last;
    }
}

package io.irodsingest.handlerapi;

/** Thrown by a pre hook of an entry: the entry is left out and counted as skipped, which is no failure. */
public class SkipEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param reason one line, for the log */
    public SkipEntryException(String reason) {
        super(reason);
    }
}

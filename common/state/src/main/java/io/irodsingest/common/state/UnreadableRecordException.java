package io.irodsingest.common.state;

/**
 * What is in Redis of one thing cannot be read here: another version of this system has written it, as a rule a newer one. It is
 * whole, and processes of that version work with it. The message is one line.
 */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String what, String reason, Throwable cause) {
        super(what + " cannot be read by this version, and perhaps by a newer one: " + reason, cause);
    }
}

package io.irodsingest.filedoor.http;

/** The orchestrator will never take a batch as it is; the message is its reason. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}

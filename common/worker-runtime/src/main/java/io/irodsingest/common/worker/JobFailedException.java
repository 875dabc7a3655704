package io.irodsingest.common.worker;

/**
 * The job as a whole cannot be done; the message is one line for the user: what is wrong, where, what to do. Handlers let it
 * pass.
 */
public final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobFailedException(String reason) {
        super(reason);
    }

    public JobFailedException(String reason, Exception cause) {
        super(reason, cause);
    }
}

package io.irodsingest.common.config;

/** A process cannot do what it is there for. The message is one line for the operator, without a secret. */
public final class CannotRunException extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}

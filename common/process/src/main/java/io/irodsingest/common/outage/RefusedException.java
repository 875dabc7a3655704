package io.irodsingest.common.outage;

/**
 * A server answers, and refuses us: a wrong password, a user without the rights, a certificate that is not trusted. No waiting
 * helps; the message is one line for the operator, without a secret.
 */
public abstract class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.irodsingest.common.state;

/**
 * Redis answers, and refuses us: a wrong password, a user without the rights, a database that it does not have. No waiting
 * helps; the message is one line for the operator, without a secret.
 */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

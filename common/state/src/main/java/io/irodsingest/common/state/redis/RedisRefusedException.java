package io.irodsingest.common.state.redis;

import io.irodsingest.common.outage.RefusedException;

/**
 * Redis answers, and refuses us: a wrong password, a user without the rights, a database that it does not have.
 */
public final class RedisRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    public RedisRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

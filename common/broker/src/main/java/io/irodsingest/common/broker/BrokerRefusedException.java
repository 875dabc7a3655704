package io.irodsingest.common.broker;

import io.irodsingest.common.outage.RefusedException;

/**
 * RabbitMQ refuses the user or the password, or its certificate is not trusted.
 */
public final class BrokerRefusedException extends RefusedException {
    private static final long serialVersionUID = 1L;

    BrokerRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.irodsingest.common.broker;

/**
 * RabbitMQ refuses the user or the password, or its certificate is not trusted. No waiting helps; the message is one line for
 * the operator, without a secret.
 */
public final class BrokerRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

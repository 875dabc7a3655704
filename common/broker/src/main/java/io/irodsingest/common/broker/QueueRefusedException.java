package io.irodsingest.common.broker;

/**
 * The broker is there and does not take what is meant for one queue: its name is reserved or too long, the user has no right to
 * it, it belongs to another connection, or a message is too large. No waiting helps, and other queues are not concerned. The
 * message is one line for the operator, with the broker's own words.
 */
public final class QueueRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String queue;

    /** @param reason the broker's words, or ours where it need not be asked */
    public QueueRefusedException(String queue, String reason, Throwable cause) {
        super("RabbitMQ refuses queue '" + queue + "': " + reason, cause);
        this.queue = queue;
    }

    public String queue() {
        return queue;
    }
}

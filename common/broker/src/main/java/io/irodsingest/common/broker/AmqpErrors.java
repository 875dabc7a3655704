package io.irodsingest.common.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.tls.CertificateTrouble;
import java.util.Optional;
import java.util.Set;

/** Exceptions of the AMQP client, told in one line. */
final class AmqpErrors {
    private static final String WRONG_PASSWORD = "it refuses the user or the password";

    private static final Set<Integer> REFUSALS = Set.of(AMQP.ACCESS_REFUSED, AMQP.RESOURCE_LOCKED,
            AMQP.PRECONDITION_FAILED, AMQP.CONTENT_TOO_LARGE);

    /** Broker-J closes the connection where RabbitMQ closes the channel. */
    private static final Set<Integer> OF_CONNECTIONS = Set.of(AMQP.ACCESS_REFUSED, AMQP.NOT_ALLOWED);

    private AmqpErrors() {}

    static UnavailableException unavailable(String where, Exception cause) {
        return new UnavailableException(Dependency.BROKER, where + ": " + reason(cause), cause);
    }

    /** Whether the broker closed a channel for this reply code, for example {@link AMQP#NOT_FOUND}. */
    static boolean isChannelClose(Throwable trouble, int replyCode) {
        return signal(trouble) instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == replyCode;
    }

    /**
     * The broker's words when it refused what was asked for one queue; empty when the trouble is another, or is over by itself. A
     * queue that is not found is none: it is declared again, or the node that has it comes back.
     */
    static Optional<String> queueRefusal(Throwable trouble) {
        if (!(signal(trouble) instanceof ShutdownSignalException signal)) {
            return Optional.empty();
        }
        return switch (signal.getReason()) {
            case AMQP.Channel.Close close when REFUSALS.contains(close.getReplyCode()) ->
                Optional.of(close.getReplyText());
            case AMQP.Connection.Close close when OF_CONNECTIONS.contains(close.getReplyCode()) ->
                Optional.of(close.getReplyText());
            case null, default -> Optional.empty();
        };
    }

    /** Why the broker does not want us, or we do not trust it; empty when it may be there another time. */
    static Optional<String> refusal(Throwable trouble) {
        return trouble instanceof AuthenticationFailureException
                ? Optional.of(WRONG_PASSWORD)
                : CertificateTrouble.in(trouble);
    }

    static String reason(Throwable trouble) {
        Optional<String> refusal = refusal(trouble);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        // of a broker that does not say so, or of one that ended just then
        if (trouble instanceof PossibleAuthenticationFailureException) {
            return WRONG_PASSWORD;
        }
        if (signal(trouble) instanceof ShutdownSignalException signal) {
            return switch (signal.getReason()) {
                case AMQP.Connection.Close close -> close.getReplyText();
                case AMQP.Channel.Close close -> close.getReplyText();
                case null, default -> "the connection was lost" + because(signal.getCause());
            };
        }
        return oneLine(trouble);
    }

    private static ShutdownSignalException signal(Throwable trouble) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof ShutdownSignalException signal) {
                return signal;
            }
        }
        return null;
    }

    private static String because(Throwable cause) {
        return cause == null || cause.getMessage() == null ? "" : " (" + oneLine(cause) + ")";
    }

    private static String oneLine(Throwable trouble) {
        String message = trouble.getMessage();
        return message == null ? trouble.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}

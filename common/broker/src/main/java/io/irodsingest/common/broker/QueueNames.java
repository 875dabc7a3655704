package io.irodsingest.common.broker;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which names queues can have. */
public final class QueueNames {
    /** Bytes in UTF-8 of the longest name, by AMQP's short strings. */
    public static final int LONGEST_BYTES = 255;

    private static final String OF_BROKERS = "amq.";

    private QueueNames() {}

    /**
     * Why a user cannot have a queue of that name; empty when he can.
     *
     * @return the rest of a sentence that begins with the name, like {@code is reserved for the broker}
     */
    public static Optional<String> trouble(String name) {
        if (name.startsWith(OF_BROKERS)) {
            return Optional.of("is reserved for the broker, as all names that begin with " + OF_BROKERS);
        }
        if (name.equals(Topology.EXCHANGE) || name.startsWith(Topology.EXCHANGE + '.')) {
            return Optional.of("is reserved for irods-ingest itself");
        }
        return tooLong(name);
    }

    /** As {@link #trouble} for any queue, also one that is reserved. */
    static Optional<String> tooLong(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes <= LONGEST_BYTES
                ? Optional.empty()
                : Optional.of("has " + bytes + " bytes in UTF-8; " + LONGEST_BYTES + " are the most");
    }
}

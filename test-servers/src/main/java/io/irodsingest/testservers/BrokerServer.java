package io.irodsingest.testservers;

/** A message broker. */
public non-sealed interface BrokerServer extends TestServer {
    /**
     * Raises or ends an alarm, in which the broker takes no messages.
     *
     * @return false when this broker has no alarms
     */
    default boolean alarm(boolean raised) {
        return false;
    }
}

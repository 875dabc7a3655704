package io.irodsingest.testservers;

/** A broker for AMQP 0-9-1; {@link #uri()} names its virtual host "/". */
public non-sealed interface BrokerServer extends TestServer {
    /** What a broker is short of when it stops taking messages. */
    enum Shortage {
        MEMORY, DISK
    }

    /** Whether {@link #runShort} works. */
    default boolean canRunShort() {
        return false;
    }

    /** Has the broker raise its alarm: until {@link #recover} it takes nothing from those who publish. */
    default void runShort(Shortage of) {
        throw new UnsupportedOperationException(origin() + " has no alarms");
    }

    /** Ends all alarms. */
    default void recover() {
        throw new UnsupportedOperationException(origin() + " has no alarms");
    }
}

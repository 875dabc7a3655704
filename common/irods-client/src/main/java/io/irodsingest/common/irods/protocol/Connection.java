package io.irodsingest.common.irods.protocol;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/** An authenticated connection, with the memory that goes along with it. Used by one thread at a time. */
final class Connection {
    private static final int FIRST_BUFFER = 64 * 1024;

    private final IrodsChannel channel;
    private final Socket bare;
    private final Account account;
    private final long openedAt = System.nanoTime();
    private long restsSince = openedAt;
    private Duration idle = Duration.ZERO;
    private byte[] buffer = new byte[0];

    /** @param bare the socket below TLS, if there is TLS */
    Connection(IrodsChannel channel, Socket bare, Account account) {
        this.channel = channel;
        this.bare = bare;
        this.account = account;
    }

    IrodsChannel channel() {
        return channel;
    }

    Socket bareSocket() {
        return bare;
    }

    Account account() {
        return account;
    }

    /** It is in no use from now on, and may be so for that long. */
    void rests(Duration longest) {
        restsSince = System.nanoTime();
        idle = longest;
    }

    Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - restsSince);
    }

    /** How much longer it may rest; not positive when it is to be closed. */
    Duration restLeft() {
        return idle.minus(idleFor());
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    /** Memory of at least that size, with what was in it. */
    byte[] buffer(int size) {
        if (buffer.length < size) {
            buffer = Arrays.copyOf(buffer, Math.max(size, FIRST_BUFFER));
        }
        return buffer;
    }

    /** Takes leave of the server. */
    void close() {
        try {
            channel.disconnect();
        } catch (IOException gone) {
            cut();
            return;
        }
        channel.close();
    }

    /** Drops the connection in the middle of whatever it is in; the server makes replicas that are open stale. */
    void cut() {
        // first the bare one, since taking leave of TLS may block
        PooledConnection.close(bare);
        channel.close();
    }
}

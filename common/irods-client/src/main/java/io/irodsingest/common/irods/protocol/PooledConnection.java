package io.irodsingest.common.irods.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread's right to one connection, and the means to end what it is doing on it. Thread-safe. */
final class PooledConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PooledConnection.class);

    private final Thread owner;
    private final Account account;
    private final Duration idle;
    private Socket socket;
    private boolean aborted;

    /** @param idle how long the connection may rest afterwards */
    PooledConnection(Thread owner, Account account, Duration idle) {
        this.owner = owner;
        this.account = account;
        this.idle = idle;
    }

    Thread owner() {
        return owner;
    }

    Account account() {
        return account;
    }

    Duration idle() {
        return idle;
    }

    /** Names the socket that the owner works on from now; it is the bare one, since closing it never blocks. */
    synchronized void works(Socket on) throws SocketException {
        if (aborted) {
            close(on);
            throw new SocketException("aborted");
        }
        socket = on;
    }

    synchronized void abort() {
        aborted = true;
        if (socket != null) {
            close(socket);
        }
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException gone) {
            LOG.debug("a connection to iRODS did not close well: {}", gone.getMessage());
        }
    }
}

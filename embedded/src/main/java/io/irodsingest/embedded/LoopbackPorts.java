package io.irodsingest.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot choose a free one themselves. They lie below those that Linux, macOS and Windows give to whoever asks
 * for any port (32768, 49152 and 49152 upwards), so that neither a connection nor another server happens to get one before the
 * server is up that it was chosen for. So do those 10,000 above them, on which nodes of a Redis cluster speak to each other.
 * Thread-safe.
 */
public final class LoopbackPorts {
    private static final int FIRST = 15_000;
    private static final int END = 22_700;
    private static final int TRIES = 100;
    /** For each port that this JVM has chosen, so that no other JVM chooses it as long as this one lives. */
    private static final Queue<DatagramSocket> RESERVATIONS = new ConcurrentLinkedQueue<>();

    private LoopbackPorts() {}

    /** A TCP port that is free on 127.0.0.1; no JVM that asks here is given it again while this one lives. */
    public static int free() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        BindException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            DatagramSocket reservation = new DatagramSocket((SocketAddress) null);
            try (ServerSocket probe = new ServerSocket(port, 1, loopback)) {
                // UDP, which no server of ours speaks, has ports of its own
                reservation.bind(new InetSocketAddress(loopback, port));
                RESERVATIONS.add(reservation);
                return probe.getLocalPort();
            } catch (BindException taken) {
                reservation.close();
                last = taken;
            }
        }
        throw new IOException("no free port from " + FIRST + " to " + (END - 1) + " on 127.0.0.1", last);
    }
}

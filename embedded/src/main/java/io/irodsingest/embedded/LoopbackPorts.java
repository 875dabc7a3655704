package io.irodsingest.embedded;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that cannot choose a free one themselves. They lie below those that Linux, macOS and Windows give to whoever asks
 * for any port (32768, 49152 and 49152 upwards), so that neither a connection nor another server happens to get one before the
 * server is up that it was chosen for.
 */
public final class LoopbackPorts {
    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int TRIES = 100;

    private LoopbackPorts() {}

    /** A TCP port that was free on 127.0.0.1 a moment ago; another process may be faster. */
    public static int free() throws IOException {
        for (int tries = 1;; tries++) {
            int port = tries < TRIES ? ThreadLocalRandom.current().nextInt(FIRST, END) : 0;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (port == 0) {
                    throw taken;
                }
            }
        }
    }
}

package io.irodsingest.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for servers that cannot choose a free one themselves. */
public final class LoopbackPorts {
    private LoopbackPorts() {}

    /** A TCP port that was free on 127.0.0.1 a moment ago; another process may be faster. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}

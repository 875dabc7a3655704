package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** Makes the sockets of one connection; an abort of the lease closes the last one. Used by one thread. */
public final class SocketOpener {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final int SILENT_SECONDS = 60;
    private static final int PROBE_SECONDS = 15;
    private static final int PROBES = 8;

    private final IrodsEnvironment environment;
    private final PoolSettings settings;
    private final RequestMeters meters;
    private final PooledConnection pooled;
    private Socket last;

    SocketOpener(IrodsEnvironment environment, PoolSettings settings, RequestMeters meters, PooledConnection pooled) {
        this.environment = environment;
        this.settings = settings;
        this.meters = meters;
        this.pooled = pooled;
    }

    /** A connected socket. It takes the place of the one before it, which is closed. */
    public Socket dial() throws IOException {
        close();
        last = new Socket();
        pooled.works(last);
        last.setTcpNoDelay(true);
        last.setKeepAlive(true);
        keepAlive(ExtendedSocketOptions.TCP_KEEPIDLE, SILENT_SECONDS);
        keepAlive(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
        keepAlive(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        last.connect(new InetSocketAddress(environment.host(), environment.port()),
                Math.toIntExact(settings.connectTimeout().toMillis()));
        calmFor(settings.readTimeout().compareTo(LONGEST_START) < 0 ? settings.readTimeout() : LONGEST_START);
        return last;
    }

    /** A machine that is gone, or a firewall that forgot the connection, is noticed in minutes and not in hours. */
    private void keepAlive(SocketOption<Integer> option, int value) throws IOException {
        if (last.supportedOptions().contains(option)) {
            last.setOption(option, value);
        }
    }

    /** Counts a request that is on its way. */
    public void sent(int api) {
        meters.sent(api);
    }

    /** The last one that was made. */
    Socket socket() {
        return last;
    }

    /** How long a server may be silent. */
    void calmFor(Duration timeout) throws SocketException {
        last.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }

    void close() {
        if (last != null) {
            PooledConnection.close(last);
        }
    }
}

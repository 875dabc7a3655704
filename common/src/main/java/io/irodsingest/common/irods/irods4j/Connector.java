package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens connections. Thread-safe. */
final class Connector {
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final IrodsEnvironment environment;
    private final PoolSettings settings;
    private final RequestMeters meters;

    Connector(IrodsEnvironment environment, PoolSettings settings, RequestMeters meters) {
        this.environment = environment;
        this.settings = settings;
        this.meters = meters;
    }

    /** @throws InterruptedException when the lease was aborted meanwhile */
    Connection connect(Lease lease) throws UnavailableException, IrodsException, InterruptedException {
        Socket socket = new Socket();
        boolean ready = false;
        try {
            lease.works(socket);
            Connection connection = start(socket, lease.account());
            ready = true;
            return connection;
        } catch (IrodsException refused) {
            meters.refused(refused.status());
            throw refused;
        } catch (IOException away) {
            throw unavailable(lease, away);
        } finally {
            if (!ready) {
                Lease.close(socket);
            }
        }
    }

    /** Lets a connection that rested belong to a lease. */
    Connection adopt(Lease lease, Connection rested) throws InterruptedException {
        try {
            lease.works(rested.bareSocket());
            return rested;
        } catch (IOException aborted) {
            throw interrupted(aborted);
        }
    }

    private Connection start(Socket socket, Account account) throws IOException, IrodsException {
        long begun = System.nanoTime();
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.connect(new InetSocketAddress(environment.host(), environment.port()),
                Math.toIntExact(settings.connectTimeout().toMillis()));
        Wire wire = new Wire(socket, meters);
        wire.readTimeout(settings.readTimeout().compareTo(LONGEST_START) < 0 ? settings.readTimeout() : LONGEST_START);
        meters.sent(Api.CONNECT);
        new StartUp(account, wire).run();
        new Login(account, wire).run();
        wire.readTimeout(settings.readTimeout());
        meters.answered(Api.CONNECT, begun, 0);
        return new Connection(wire, socket, account);
    }

    private UnavailableException unavailable(Lease lease, IOException away) throws InterruptedException {
        if (lease.isAborted()) {
            throw interrupted(away);
        }
        meters.notConnected();
        String reason = away instanceof WireException lost ? lost.getMessage() : new WireException(away).getMessage();
        return new UnavailableException(Dependency.IRODS, "cannot connect to " + environment.address() + " as "
                + lease.account().describe() + ": " + reason, away);
    }

    private static InterruptedException interrupted(IOException cause) {
        InterruptedException aborted = new InterruptedException("the connection to iRODS was aborted");
        aborted.initCause(cause);
        return aborted;
    }
}

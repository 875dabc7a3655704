package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;

/** Opens connections. Thread-safe. */
final class Connector {
    private final IrodsEnvironment environment;
    private final PoolSettings settings;
    private final RequestMeters meters;
    private final SignOn signOn;

    Connector(IrodsEnvironment environment, PoolSettings settings, RequestMeters meters, SignOn signOn) {
        this.environment = environment;
        this.settings = settings;
        this.meters = meters;
        this.signOn = signOn;
    }

    /** @throws InterruptedException when the lease was aborted meanwhile */
    Connection connect(Lease lease) throws UnavailableException, IrodsException, InterruptedException {
        Dialer dialer = new Dialer(environment, settings, meters, lease);
        boolean ready = false;
        try {
            long begun = System.nanoTime();
            meters.sent(Api.CONNECT);
            Wire wire = new Wire(signOn.begin(lease.account(), dialer), meters);
            dialer.calmFor(settings.readTimeout());
            meters.answered(Api.CONNECT, begun, 0);
            ready = true;
            return new Connection(wire, dialer.socket(), lease.account());
        } catch (IrodsException refused) {
            meters.refused(refused.status());
            throw refused;
        } catch (IOException away) {
            throw unavailable(lease, away);
        } finally {
            if (!ready) {
                dialer.close();
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

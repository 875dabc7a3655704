package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.Api;

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
    Connection connect(PooledConnection pooled) throws UnavailableException, IrodsException, InterruptedException {
        SocketOpener opener = new SocketOpener(environment, settings, meters, pooled);
        boolean ready = false;
        try {
            long begun = System.nanoTime();
            meters.sent(Api.CONNECT);
            IrodsChannel channel = new IrodsChannel(signOn.begin(pooled.account(), opener), meters);
            opener.calmFor(settings.readTimeout());
            meters.answered(Api.CONNECT, begun, 0);
            ready = true;
            return new Connection(channel, opener.socket(), pooled.account());
        } catch (IrodsException refused) {
            meters.refused(refused.status());
            throw refused;
        } catch (IOException away) {
            throw unavailable(pooled, away);
        } finally {
            if (!ready) {
                opener.close();
            }
        }
    }

    /** Lets a connection that rested belong to a lease. */
    Connection adopt(PooledConnection pooled, Connection rested) throws InterruptedException {
        try {
            pooled.works(rested.bareSocket());
            return rested;
        } catch (IOException aborted) {
            throw interrupted(aborted);
        }
    }

    private UnavailableException unavailable(PooledConnection pooled, IOException away) throws InterruptedException {
        if (pooled.isAborted()) {
            throw interrupted(away);
        }
        meters.notConnected();
        String reason = away instanceof ChannelException lost
                ? lost.getMessage()
                : new ChannelException(away).getMessage();
        return new UnavailableException(Dependency.IRODS, "cannot connect to " + environment.address() + " as "
                + pooled.account().describe() + ": " + reason, away);
    }

    private static InterruptedException interrupted(IOException cause) {
        InterruptedException aborted = new InterruptedException("the connection to iRODS was aborted");
        aborted.initCause(cause);
        return aborted;
    }
}

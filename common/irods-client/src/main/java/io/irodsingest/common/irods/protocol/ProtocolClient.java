package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Irods} over the iRODS protocol. Nothing is connected before it is needed. */
public final class ProtocolClient implements Irods {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolClient.class);

    private final RequestMeters meters;
    private final IrodsEnvironment environment;
    private final PoolSettings settings;
    private final ConnectionPool pool;

    /** @param signOn begins the conversations */
    public ProtocolClient(IrodsEnvironment environment, PoolSettings settings, Meters meters, SignOn signOn) {
        this.meters = new RequestMeters(meters);
        this.environment = environment;
        this.settings = settings;
        this.pool = new ConnectionPool(new Connector(environment, settings, this.meters, signOn), settings);
        pool.measured(meters);
        if (environment.tls().verification() == Verification.NONE && environment.policy() != Policy.REFUSE) {
            LOG.warn("IRODS_SSL_VERIFY_SERVER is none: whoever stands between here and {} can pass for the iRODS server"
                    + " and read the password", environment.address());
        }
    }

    @Override
    public IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace)
            throws UnavailableException, IrodsException, InterruptedException {
        PooledConnection pooled = pool.pooled(new Account(environment, user), idle.orElse(settings.idle()));
        boolean connected = false;
        try {
            Conversation conversation = new Conversation(pool, pooled, pool.connection(pooled), environment.address(),
                    meters,
                    pace);
            connected = true;
            return new ProtocolSession(conversation, settings, environment.defaultResource());
        } finally {
            if (!connected) {
                pool.giveBack(pooled, null);
            }
        }
    }

    @Override
    public void abort(Thread thread) {
        pool.abort(thread);
    }

    @Override
    public Map<Integer, Long> requests() {
        return meters.counts();
    }

    @Override
    public void close() {
        pool.close();
    }
}

package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClientProvider;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.protocol.ProtocolClient;
import io.irodsingest.common.metrics.Meters;

/** Jargon, also for servers before 4.3.2. */
public final class JargonProvider implements IrodsClientProvider {
    @Override
    public String name() {
        return "jargon";
    }

    @Override
    public Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters) {
        return new ProtocolClient(environment, settings, meters, new JargonSignOn());
    }
}

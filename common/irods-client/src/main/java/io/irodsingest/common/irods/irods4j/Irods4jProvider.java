package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClientProvider;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.irods.protocol.ProtocolClient;
import io.irodsingest.common.metrics.Meters;

/** irods4j, for servers from 4.3.2 on. */
public final class Irods4jProvider implements IrodsClientProvider {
    @Override
    public String name() {
        return "irods4j";
    }

    @Override
    public Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters) {
        return new ProtocolClient(environment, settings, meters, new Irods4jSignOn());
    }
}

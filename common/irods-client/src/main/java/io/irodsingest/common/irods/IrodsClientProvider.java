package io.irodsingest.common.irods;

import io.irodsingest.common.metrics.Meters;

/** A client library that speaks to iRODS. Those on the class path are found as services. Thread-safe. */
public interface IrodsClientProvider {
    /** What {@code IRODS_CLIENT} calls it, in lower case. */
    String name();

    /** A pool of connections; nothing is connected before it is needed. */
    Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters);

    /** The same, measured by nobody. */
    default Irods open(IrodsEnvironment environment, PoolSettings settings) {
        return open(environment, settings, Meters.NONE);
    }
}

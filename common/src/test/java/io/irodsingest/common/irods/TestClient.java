package io.irodsingest.common.irods;

import io.irodsingest.common.metrics.Meters;

/** The client that the environment of the tests chooses, so that the same tests hold for all. */
public final class TestClient {
    private TestClient() {}

    public static Irods open(IrodsEnvironment environment, PoolSettings settings) {
        return open(environment, settings, Meters.NONE);
    }

    public static Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters) {
        return IrodsClients.chosen(System.getenv()).open(environment, settings, meters);
    }
}

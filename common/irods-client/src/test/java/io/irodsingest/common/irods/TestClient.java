package io.irodsingest.common.irods;

import io.irodsingest.common.metrics.Meters;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.util.Map;

/** The client that the environment of the tests, or a property, chooses, so that the same tests hold for all. */
public final class TestClient {
    /** Names the client, whatever the environment says. */
    public static final String CLIENT = "irods-ingest.test.client";
    /** The release that mini-irods plays. */
    public static final String RELEASE = "irods-ingest.test.release";

    private TestClient() {}

    public static Irods open(IrodsEnvironment environment, PoolSettings settings) {
        return open(environment, settings, Meters.NONE);
    }

    public static Irods open(IrodsEnvironment environment, PoolSettings settings, Meters meters) {
        String client = System.getProperty(CLIENT, System.getenv().getOrDefault(IrodsClients.VARIABLE, ""));
        return IrodsClients.chosen(Map.of(IrodsClients.VARIABLE, client)).open(environment, settings, meters);
    }

    static MiniIrods server() throws IOException {
        return MiniIrods.builder().release(System.getProperty(RELEASE, "5.0.2")).start();
    }
}

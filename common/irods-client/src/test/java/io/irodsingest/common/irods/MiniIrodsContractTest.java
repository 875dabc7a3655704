package io.irodsingest.common.irods;

import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MiniIrodsContractTest extends IrodsContractTest {
    private static MiniIrods server;
    private static Irods client;

    @BeforeAll
    static void start() throws IOException {
        server = TestClient.server();
        client = TestClient.open(environment(server.host(), server.port(), "rods", "rods"), PoolSettings.DEFAULT);
    }

    @AfterAll
    static void stop() throws IOException {
        client.close();
        server.close();
    }

    static IrodsEnvironment environment(String host, int port, String user, String password) {
        return IrodsEnvironment.read(Map.of("IRODS_HOST", host, "IRODS_PORT", String.valueOf(port),
                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", user, "IRODS_PASSWORD", password),
                Path.of("/nonexistent"));
    }

    @Override
    Irods irods() {
        return client;
    }

    @Override
    String base() {
        return "/tempZone/home/rods";
    }

    @Override
    String resource() {
        return "demoResc";
    }

    @Override
    String otherResource() {
        return "bundleResc";
    }
}

package io.irodsingest.common.irods;

import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The contract on a mini-irods, whose release the test chooses. */
abstract class MiniIrodsContract extends IrodsContractTest {
    static MiniIrods server;
    static Irods client;

    /** Takes a server into use; it is closed at the end. */
    static void use(MiniIrods started) {
        server = started;
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

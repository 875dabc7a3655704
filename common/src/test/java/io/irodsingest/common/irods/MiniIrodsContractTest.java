package io.irodsingest.common.irods;

import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.handlerapi.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class MiniIrodsContractTest extends IrodsContractTest {
    private static MiniIrods server;
    private static Irods client;

    @BeforeAll
    static void start() throws Exception {
        server = MiniIrods.builder().start();
        MiniUsers.add(server, "alice");
        client = new Irods4jClient(environment(server.host(), server.port(), "rods", "rods"), PoolSettings.DEFAULT);
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
    Optional<User> other() {
        return Optional.of(new User("tempZone", "alice"));
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

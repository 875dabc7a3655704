package io.irodsingest.common.irods;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Runs when variables name a server; the user must be rodsadmin. */
@EnabledIfEnvironmentVariable(named = "IRODS_HOST", matches = ".+")
class RealIrodsContractTest extends IrodsContractTest {
    private static IrodsEnvironment environment;
    private static Irods client;

    @BeforeAll
    static void connect() {
        environment = IrodsEnvironment.read(System.getenv(), Path.of(System.getProperty("user.home")));
        client = TestClient.open(environment, PoolSettings.read(System.getenv(), 2));
        System.out.println("iRODS contract test runs against " + environment.address());
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @Override
    Irods irods() {
        return client;
    }

    @Override
    String base() {
        return '/' + environment.zone() + "/home/" + environment.user();
    }

    @Override
    String resource() {
        return environment.defaultResource().orElse("demoResc");
    }

    @Override
    String otherResource() {
        return System.getenv().getOrDefault("IRODS_INGEST_TEST_OTHER_RESOURCE", "bundleResc");
    }
}

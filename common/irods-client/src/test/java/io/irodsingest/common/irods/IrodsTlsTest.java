package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.MiniIrods;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IrodsTlsTest {
    private static final String HOME = "/tempZone/home/rods";
    private static MiniIrods server;
    private static TlsProxy right;
    private static TlsProxy ofAnotherHost;
    private static Path rightCertificate;
    private static Path otherCertificate;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = MiniIrods.builder().start();
        rightCertificate = TlsProxy.makeKeys(directory.resolve("right"), "ip:127.0.0.1");
        otherCertificate = TlsProxy.makeKeys(directory.resolve("other"), "dns:other.example.org");
        right = new TlsProxy(server, directory.resolve("right"));
        ofAnotherHost = new TlsProxy(server, directory.resolve("other"));
    }

    @AfterAll
    static void stop() throws Exception {
        right.close();
        ofAnotherHost.close();
        server.close();
    }

    @Test
    void requestsAreEncrypted() throws Exception {
        try (Irods irods = client(right, "CS_NEG_REQUIRE", "hostname", rightCertificate);
                IrodsSession session = irods.session()) {
            List<Registration> files = IntStream.range(0, 100).mapToObj(i -> new Registration(HOME + "/t" + i,
                    Optional.of("demoResc"), RawPath.ofText("/data/" + i), i, 1_700_000_000L)).toList();
            assertThat(session.register(files)).hasSize(100).allMatch(Reply::isOk);
            session.put(new Put(HOME + "/large", Optional.of("demoResc"), 10_000_000, false, false),
                    TestContent.random(10_000_000));
            assertThat(session.replicas(HOME, List.of("large", "t99"))).hasSize(2);
        }
    }

    /** The file of the iCommands and the one for all connections add to each other, and neither takes the other's place. */
    @Test
    void bothFilesOfAuthoritiesCount() throws Exception {
        for (Path[] files : new Path[][]{{rightCertificate, otherCertificate}, {otherCertificate, rightCertificate}}) {
            Map<String, String> variables = new HashMap<>(
                    variables(right.port(), "CS_NEG_REQUIRE", "hostname", files[0]));
            variables.put("IRODS_INGEST_CA_FILE", files[1].toString());
            IrodsEnvironment environment = IrodsEnvironment.read(variables, Path.of("/nonexistent"));
            assertThat(environment.tls().trusted().more()).hasSize(2);
            borrow(TestClient.open(environment, PoolSettings.DEFAULT));
        }
    }

    @Test
    void aFileWithoutCertificatesIsToldAtTheStart() throws Exception {
        Path empty = Files.createTempFile("no", ".pem");
        assertThatExceptionOfType(InvalidIrodsEnvironmentException.class)
                .isThrownBy(() -> client(right, "CS_NEG_REQUIRE", "hostname", empty))
                .withMessageContaining("IRODS_SSL_CA_CERTIFICATE_FILE " + empty);
        Files.delete(empty);
    }

    @Test
    void abortEndsEncryptedWork() throws Exception {
        try (Irods irods = client(right, "CS_NEG_DONT_CARE", "hostname", rightCertificate);
                IrodsSession session = irods.session()) {
            irods.abort(Thread.currentThread());
            assertThatExceptionOfType(io.irodsingest.common.outage.UnavailableException.class)
                    .isThrownBy(() -> session.isCollection(HOME));
        }
    }

    @Test
    void strangerIsNotTrusted() {
        assertRefused(right, "cert", otherCertificate);
    }

    @Test
    void hostNameCounts() {
        assertRefused(ofAnotherHost, "hostname", otherCertificate);
    }

    @Test
    void hostNameIsNotLookedAtWhenTheUserSaysSo() throws Exception {
        for (String verification : List.of("cert", "none")) {
            try (Irods irods = client(ofAnotherHost, "CS_NEG_REQUIRE", verification, otherCertificate);
                    IrodsSession session = irods.session()) {
                assertThat(session.isCollection(HOME)).isTrue();
            }
        }
    }

    @Test
    void disagreementIsSaid() {
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> borrow(client(right, "CS_NEG_REFUSE", "hostname", rightCertificate)))
                .withMessageContaining("requires TLS").withMessageContaining("IRODS_CLIENT_SERVER_POLICY");
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> borrow(client(server.port(), "CS_NEG_REQUIRE", "hostname", rightCertificate)))
                .withMessageContaining("refuses TLS");
    }

    private static void assertRefused(TlsProxy proxy, String verification, Path ca) {
        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> borrow(client(proxy, "CS_NEG_REQUIRE", verification, ca)))
                .withMessageContaining("no TLS").withMessageContaining("IRODS_SSL_CA_CERTIFICATE_FILE");
    }

    private static void borrow(Irods irods) throws Exception {
        try (irods) {
            irods.session().close();
        }
    }

    private static Irods client(TlsProxy proxy, String policy, String verification, Path ca) {
        return client(proxy.port(), policy, verification, ca);
    }

    private static Irods client(int port, String policy, String verification, Path ca) {
        return TestClient.open(
                IrodsEnvironment.read(variables(port, policy, verification, ca), Path.of("/nonexistent")),
                PoolSettings.DEFAULT);
    }

    private static Map<String, String> variables(int port, String policy, String verification, Path ca) {
        return Map.of("IRODS_HOST", "127.0.0.1", "IRODS_PORT", String.valueOf(port),
                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods",
                "IRODS_CLIENT_SERVER_POLICY", policy, "IRODS_SSL_VERIFY_SERVER", verification,
                "IRODS_SSL_CA_CERTIFICATE_FILE", ca.toString());
    }
}

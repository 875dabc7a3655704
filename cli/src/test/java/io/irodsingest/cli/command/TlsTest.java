package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.orchestrator.http.ListenerSettings;
import io.irodsingest.orchestrator.http.ListenerSettings.Tls;
import io.irodsingest.testservers.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and an orchestrator that listens by TLS. */
class TlsTest {
    @TempDir
    private static Path folder;
    private static Certificates right;
    private static Certificates ofAnotherHost;
    private TestCluster cluster;

    @BeforeAll
    static void makeCertificates() throws Exception {
        right = Certificates.make(folder.resolve("right"), "ip:127.0.0.1");
        ofAnotherHost = Certificates.make(folder.resolve("other"), "dns:other.example.org");
    }

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void anAuthorityIsTrustedThatTheUserNames() throws Exception {
        Terminal.Result byOption = await().until(
                () -> terminal(right, Map.of()).run("health", "--ca-file", right.authority().toString()),
                result -> result.exitCode() == 0);
        assertThat(byOption.err()).isEmpty();
        assertThat(terminal(right, Map.of("IRODS_INGEST_CA_FILE", right.authority().toString())).run("list").exitCode())
                .isZero();
    }

    @Test
    void anotherAuthorityIsNotTrustedNorIsAnotherName() throws Exception {
        Terminal terminal = terminal(right, Map.of());
        assertThat(terminal.run("list", "--ca-file", ofAnotherHost.authority().toString()))
                .isEqualTo(terminal.run("list"));
        Terminal.Result untrusted = terminal.run("list");
        assertThat(untrusted.exitCode()).isEqualTo(1);
        assertThat(untrusted.err()).hasLineCount(1).contains(
                "there is no TLS with the orchestrator at https://127.0.0.1:",
                "of no authority that is trusted here", "--ca-file");
        Terminal.Result misnamed = terminal(ofAnotherHost, Map.of()).run("list", "--ca-file",
                ofAnotherHost.authority().toString());
        assertThat(misnamed.exitCode()).isEqualTo(1);
        assertThat(misnamed.err()).hasLineCount(1)
                .contains("No subject alternative names matching IP address 127.0.0.1");
    }

    @Test
    void aFileThatCannotBeUsedIsWrongUse() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no certificate");
        Terminal terminal = new Terminal(Map.of());
        Terminal.Result missing = terminal.run("list", "--ca-file", "none.pem");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("there is no CA file 'none.pem'");
        Terminal.Result malformed = terminal.run("list", "--ca-file", text.toString());
        assertThat(malformed.exitCode()).isEqualTo(2);
        assertThat(malformed.err()).contains("the CA file '" + text + "'");
    }

    /** Its orchestrator shows a certificate. */
    private Terminal terminal(Certificates certificates, Map<String, String> variables) throws Exception {
        Tls tls = Tls.of(certificates.keyStore(), new Secret(Certificates.PASSWORD));
        Orchestrator orchestrator = cluster.orchestrator(TestCluster.settings()
                .with(new ListenerSettings("127.0.0.1", 0, Optional.empty(), Optional.of(tls))));
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("URL", orchestrator.uri().toString());
        return new Terminal(environment);
    }
}

package io.irodsingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token of an orchestrator on this machine is found by its user, and shown to nobody else. */
class LocalTokenTest {
    @TempDir
    private Path home;

    @Test
    void itIsFoundByThePortOfALoopbackAddress() throws IOException {
        Map<String, String> environment = Map.of("HOME", home.toString());
        Path file = LocalToken.file(environment, 8080);
        LocalToken.write(file, "first");
        LocalToken.write(file, "second");
        assertThat(file).isEqualTo(home.resolve(".local/share/irods-ingest/endpoints/8080.token"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).hasSize(1);
        assertThat(LocalToken.find(URI.create("http://127.0.0.1:8080"), environment)).contains("second");
        assertThat(LocalToken.find(URI.create("http://localhost:8080/"), environment)).contains("second");
        assertThat(LocalToken.find(URI.create("http://127.0.0.1:8081"), environment)).isEmpty();
        assertThat(LocalToken.find(URI.create("http://example.org:8080"), environment)).isEmpty();
    }

    @Test
    void thePlacesAreThoseOfTheEnvironment() {
        assertThat(LocalToken.dataDirectory(Map.of("HOME", "/h", "XDG_DATA_HOME", "/x")))
                .isEqualTo(Path.of("/x/irods-ingest"));
        assertThat(LocalToken.home(Map.of("HOME", "/other"))).isEqualTo(Path.of("/other"));
        assertThat(LocalToken.home(Map.of())).isEqualTo(Path.of(System.getProperty("user.home")));
    }
}

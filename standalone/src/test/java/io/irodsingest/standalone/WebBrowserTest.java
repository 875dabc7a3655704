package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebBrowserTest {
    private static final URI PAGE = URI.create("http://127.0.0.1:8080/");

    @TempDir
    private Path directory;

    @Test
    void theSystemsProgramGetsThePage() throws Exception {
        Path seen = directory.resolve("seen");
        Path program = Files.writeString(directory.resolve("xdg-open"),
                "#!/bin/sh\nprintf %s \"$1\" > '" + seen + ".new' && mv '" + seen + ".new' '" + seen + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThat(WebBrowser.open(PAGE, Map.of("PATH", "/nowhere:" + directory + ":/usr/bin"))).isEmpty();

        await().until(() -> Files.exists(seen));
        assertThat(seen).hasContent(PAGE.toString());
    }

    @Test
    void whereThereIsNoneThePageIsNamed() throws Exception {
        assertThat(WebBrowser.open(PAGE, Map.of("PATH", directory.toString()))).hasValueSatisfying(
                told -> assertThat(told).hasLineCount(1).contains("xdg-open", "open " + PAGE + " yourself"));
        Path broken = Files.writeString(directory.resolve("xdg-open"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        assertThat(WebBrowser.open(PAGE, Map.of("PATH", directory.toString()))).hasValueSatisfying(
                told -> assertThat(told).startsWith(broken.toString()).contains("cannot be started"));
    }

    @Test
    void aPageThatIsGoneInAMomentIsNotOpened() {
        Said.by("http://127.0.0.1:9", "demo", "--open", directory.toString()).assertRefused(2, "--open needs --keep");
    }
}

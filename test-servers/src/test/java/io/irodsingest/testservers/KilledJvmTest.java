package io.irodsingest.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    @Test
    void noServerOutlivesAKilledJvm() throws IOException {
        Process jvm = startChild();
        List<ProcessHandle> servers = jvm.descendants().toList();
        assertThat(servers).isNotEmpty();
        jvm.destroyForcibly();
        assertNothingStays(servers);
    }

    @Test
    void noServerOutlivesAJvmThatEnds() throws IOException {
        Process jvm = startChild();
        List<ProcessHandle> servers = jvm.descendants().toList();
        jvm.getOutputStream().close();
        await().atMost(LIMIT).until(() -> !jvm.isAlive());
        assertThat(jvm.exitValue()).isZero();
        assertNothingStays(servers);
    }

    private void assertNothingStays(List<ProcessHandle> servers) {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(servers.stream().filter(ProcessHandle::isAlive).map(ProcessHandle::info)).isEmpty();
            assertThat(leftFolders()).isEmpty();
        });
    }

    private Process startChild() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process jvm = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch, "-cp", System.getProperty("java.class.path"),
                ServersOfAChild.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = jvm.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(ServersOfAChild.READY)) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo(ServersOfAChild.READY);
        return jvm;
    }

    /** Only Broker-J, which has no process, cannot clear its folder when its JVM is killed. */
    private List<Path> leftFolders() throws IOException {
        try (Stream<Path> folders = Files.list(scratch)) {
            return folders.filter(path -> path.getFileName().toString().startsWith("irods-ingest-"))
                    .filter(path -> !path.getFileName().toString().startsWith("irods-ingest-broker")).toList();
        }
    }
}

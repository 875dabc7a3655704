package io.irodsingest.standalone;

import static io.irodsingest.standalone.ComposeFile.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.TokenDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "deploy/secrets.sh is for machines that run containers")
class SecretsScriptTest {
    @TempDir
    private Path scratch;

    @Test
    void itMakesEverySecretOfTheComposeFileForItsReadersOnly() throws Exception {
        Path directory = scratch.resolve("secrets");
        Map<String, String> made = run(directory);

        assertThat(made.keySet())
                .containsExactlyInAnyOrderElementsOf(ComposeFile.of("docker-compose.yml").part("secrets").keySet());
        assertThat(rights(directory)).isEqualTo("rwx------");
        assertThat(made).allSatisfy((name, content) -> {
            assertThat(content).as(name).hasSizeGreaterThanOrEqualTo(32);
            assertThat(rights(directory.resolve(name))).as(name)
                    .isEqualTo(name.equals("metrics_token") ? "rw-r--r--" : "rw-------");
        });
        assertThat(made.get("tokens").lines().filter(line -> !line.startsWith("#"))).containsExactly(
                "admin admin " + TokenDigest.of(made.get("admin_token")),
                "door operator " + TokenDigest.of(made.get("door_token")),
                "metrics viewer " + TokenDigest.of(made.get("metrics_token")));
        assertThat(made.get("irods_password")).hasSizeLessThanOrEqualTo(50);
        assertThat(made.get("irods_zone_key")).hasSizeLessThanOrEqualTo(49);
        assertThat(made.get("irods_negotiation_key")).hasSize(32);
        assertThat(made.get("s3_keypair").lines()).hasSize(2);
    }

    @Test
    void whatIsThereStaysAndTheRestIsRandom() throws Exception {
        Path directory = scratch.resolve("secrets");
        Map<String, String> first = run(directory);
        Files.delete(directory.resolve("redis_password"));

        Map<String, String> second = run(directory);

        assertThat(second.remove("redis_password")).isNotEqualTo(first.remove("redis_password"));
        assertThat(second).isEqualTo(first);
        assertThat(run(scratch.resolve("others"))).noneSatisfy((name, content) -> assertThat(content)
                .isEqualTo(first.get(name)));
    }

    private static Map<String, String> run(Path directory) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", ROOT.resolve("deploy/secrets.sh").toString(),
                directory.toString()).redirectErrorStream(true);
        // so that nothing is written beside the compose file, and root gives the files to nobody else
        builder.environment().putAll(Map.of("IRODS_INGEST_UID", id("-u"), "IRODS_INGEST_GID", id("-g")));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        Map<String, String> made = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                made.put(file.getFileName().toString(), Files.readString(file));
                assertThat(said).doesNotContain(made.get(file.getFileName().toString()).strip());
            }
        }
        return made;
    }

    private static String rights(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(String option) throws IOException {
        return new String(new ProcessBuilder(List.of("id", option)).start().getInputStream().readAllBytes(),
                StandardCharsets.UTF_8).strip();
    }
}

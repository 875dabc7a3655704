package io.irodsingest.testservers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Images that the machine's Docker engine has already. */
final class DockerImages {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private DockerImages() {}

    /** An image of this repository, or empty when there is no engine that answers soon or none that has one. */
    static Optional<String> find(String repository) throws IOException {
        Optional<Path> docker = Programs.find("docker");
        if (docker.isEmpty()) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(docker.get().toString(), "image", "ls", "--format",
                "{{.Repository}}:{{.Tag}}", repository).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                return Optional.empty();
            }
            String names = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return names.lines().filter(name -> !name.endsWith(":<none>")).findFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking Docker for images", e);
        } finally {
            process.destroyForcibly();
        }
    }
}

package io.irodsingest.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The token of an orchestrator that runs on this machine for the same user: it lies in a file that only this user may read, under the
 * port at which the orchestrator listens.
 */
public final class LocalToken {
    private static final int BYTES = 32;
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNERS_DIRECTORY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTP = 80;

    private LocalToken() {}

    /** A new one: 32 random bytes. */
    public static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Where this user's data of ours is: below {@code $XDG_DATA_HOME}, or {@code ~/.local/share}. */
    public static Path dataDirectory(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.isBlank() ? home(environment).resolve(".local").resolve("share") : Path.of(xdg);
        return base.resolve("irods-ingest");
    }

    /** The user's home directory: that of {@code HOME}, as other programs have it. */
    public static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }

    /** The file for an orchestrator at a port. */
    public static Path file(Map<String, String> environment, int port) {
        return dataDirectory(environment).resolve("endpoints").resolve(port + ".token");
    }

    /** Writes a token to a file that only its owner may read; what was there is replaced at once. */
    public static void write(Path file, String token) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNERS_DIRECTORY);
        }
        Path made = Files.createTempFile(directory, "token", ".new", OWNER_ONLY);
        try {
            Files.writeString(made, token + '\n');
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** The token for an orchestrator; empty when it is not on this machine, or this user runs none at its port. */
    public static Optional<String> find(URI orchestrator, Map<String, String> environment) {
        if (orchestrator.getHost() == null || !LOOPBACK.contains(orchestrator.getHost())) {
            return Optional.empty();
        }
        try {
            int port = orchestrator.getPort() < 0 ? HTTP : orchestrator.getPort();
            return Optional.of(Files.readString(file(environment, port)).strip()).filter(token -> !token.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}

package io.irodsingest.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The directory of one embedded server: only its owner may look into it (mode 700, files with secrets 600), and one
 * process at a time uses it. A temporary one is gone after {@link #close()}.
 */
public final class DataDirectory implements AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_FILE = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final boolean temporary;
    private final FileChannel channel;

    private DataDirectory(Path path, boolean temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /** A fresh one below the system's directory for temporary files. */
    public static DataDirectory temporary(String prefix) throws IOException {
        return lock(Files.createTempDirectory(prefix, OWNER_ONLY).toRealPath(), true);
    }

    /** @throws IOException also when another process (or another server of this JVM) uses the directory */
    static DataDirectory durable(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, OWNER_ONLY);
        }
        Path path = directory.toRealPath();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        return lock(path, false);
    }

    private static DataDirectory lock(Path path, boolean temporary) throws IOException {
        FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException(path + " is in use by this process already", e);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new IOException(path + " is in use by another process");
        }
        return new DataDirectory(path, temporary, channel);
    }

    public Path path() {
        return path;
    }

    boolean isTemporary() {
        return temporary;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** The secret kept in the file of this name, made by the first call. */
    String secret(String name) throws IOException {
        Path file = resolve(name);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String secret = Secrets.next();
        writePrivate(name, List.of(secret));
        return secret;
    }

    /** Replaces a file at once, so that a crash leaves the old or the new one, with mode 600. */
    public Path writePrivate(String name, List<String> lines) throws IOException {
        Path fresh = Files.createTempFile(path, name, ".new", OWNER_FILE);
        Files.write(fresh, lines);
        return Files.move(fresh, resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (temporary) {
            Trees.delete(path);
        }
    }
}

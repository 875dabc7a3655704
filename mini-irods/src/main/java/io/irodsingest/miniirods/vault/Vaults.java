package io.irodsingest.miniirods.vault;

import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * The files in all vaults, and how many bytes they may take together. Thread-safe; one file is written by those that
 * hold its replica open only.
 */
public final class Vaults {
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int ENOSPC = 28;
    private static final int ENAMETOOLONG = 36;
    private static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);

    private final Path root;
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private volatile LongPredicate refusing = bytes -> false;

    /**
     * @param root directory that holds the vaults of new resources
     * @param limit bytes that all vaults may hold together, {@link Long#MAX_VALUE} for no limit
     */
    public Vaults(Path root, long limit) throws IOException {
        this.root = Files.createDirectories(root).toAbsolutePath();
        this.limit = limit;
        if (limit < Long.MAX_VALUE) {
            try (Stream<Path> files = Files.walk(root)) {
                used.set(files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum());
            }
        }
    }

    /** @param refuses whether there is no room for so many bytes at the moment, whatever the limit */
    public void refuseWhen(LongPredicate refuses) {
        refusing = refuses;
    }

    private void grow(long bytes) throws IrodsException {
        boolean fits = used.addAndGet(bytes) <= limit && !(bytes > 0 && refusing.test(bytes));
        if (!fits) {
            used.addAndGet(-bytes);
            throw new IrodsException(Status.UNIX_FILE_WRITE_ERR - ENOSPC);
        }
    }

    /** Where the file of a logical path lies in a vault: below it, without the zone. */
    public static String physical(String vault, String logicalPath) {
        int slash = logicalPath.indexOf('/', 1);
        return vault + (slash < 0 ? "" : logicalPath.substring(slash));
    }

    /** The directory for the vault of a resource whose administrator named one elsewhere or none. */
    public Path root() {
        return root;
    }

    public static boolean within(String physicalPath, String vault) {
        return physicalPath.startsWith(vault) && physicalPath.startsWith("/", vault.length());
    }

    public static FileChannel openForReading(String path) throws IrodsException {
        try {
            return FileChannel.open(PhysicalPaths.of(path), READ);
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_OPEN_ERR, e);
        }
    }

    /** Makes a file and its directories when they are not there, and opens it for reading and writing. */
    public static FileChannel create(String path) throws IrodsException {
        return openForWriting(path, Status.UNIX_FILE_CREATE_ERR);
    }

    /** Opens a file for reading and writing, and makes it and its directories when they are not there. */
    public static FileChannel openForWriting(String path) throws IrodsException {
        return openForWriting(path, Status.UNIX_FILE_OPEN_ERR);
    }

    private static FileChannel openForWriting(String path, int failure) throws IrodsException {
        try {
            Path file = PhysicalPaths.of(path);
            try {
                return FileChannel.open(file, WRITE);
            } catch (NoSuchFileException e) {
                Files.createDirectories(file.getParent());
                return FileChannel.open(file, WRITE);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(failure, e);
        }
    }

    /** Writes all of the bytes, or fails as a full file system does. */
    public void write(FileChannel file, long position, byte[] bytes) throws IrodsException {
        try {
            long growth = Math.max(0, position + bytes.length - file.size());
            grow(growth);
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                file.write(buffer, position + buffer.position());
            }
        } catch (IOException e) {
            throw failed(Status.UNIX_FILE_WRITE_ERR, e);
        }
    }

    public void truncate(FileChannel file) throws IrodsException {
        try {
            used.addAndGet(-file.size());
            file.truncate(0);
        } catch (IOException e) {
            throw failed(Status.UNIX_FILE_WRITE_ERR, e);
        }
    }

    /** The size of a file anywhere on this machine. */
    public static long size(String path) throws IrodsException {
        try {
            return Files.size(PhysicalPaths.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_STAT_ERR, e);
        }
    }

    public static String checksum(String path) throws IrodsException {
        try {
            return Checksums.of(PhysicalPaths.of(path));
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_OPEN_ERR, e);
        }
    }

    /** Removes a file; one that is gone already is no error. */
    public void delete(String path) throws IrodsException {
        try {
            Path file = PhysicalPaths.of(path);
            long size = limit < Long.MAX_VALUE && Files.exists(file) ? Files.size(file) : 0;
            if (Files.deleteIfExists(file)) {
                used.addAndGet(-size);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_UNLINK_ERR, e);
        }
    }

    /** Moves a file or a directory; one that is not there is left alone. */
    public static void move(String from, String to) throws IrodsException {
        try {
            Path source = PhysicalPaths.of(from);
            if (Files.exists(source)) {
                Path target = PhysicalPaths.of(to);
                Files.createDirectories(target.getParent());
                Files.move(source, target);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_RENAME_ERR, e);
        }
    }

    /** Copies a file over another, which counts like a write. */
    public void copy(String from, String to) throws IrodsException {
        long size = size(from);
        grow(size);
        try {
            Path target = PhysicalPaths.of(to);
            Files.createDirectories(target.getParent());
            Files.copy(PhysicalPaths.of(from), target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | IllegalArgumentException e) {
            throw failed(Status.UNIX_FILE_WRITE_ERR, e);
        }
    }

    private static IrodsException failed(int status, Exception cause) {
        return new IrodsException(status - errno(cause), cause);
    }

    private static int errno(Exception cause) {
        if (cause instanceof NoSuchFileException) {
            return ENOENT;
        }
        String message = String.valueOf(cause.getMessage());
        return message.contains("No space left")
                ? ENOSPC
                : message.contains("File name too long") ? ENAMETOOLONG : EIO;
    }
}

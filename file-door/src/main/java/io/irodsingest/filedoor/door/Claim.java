package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that was taken out of its directory, in a directory of its own, with a lock on it. The lock is one of the operating system, which
 * ends it with the process: another door can take over at once, and a door that only stood still for a while keeps what it has, both of
 * which no lease by the clock could promise. Not thread-safe.
 */
final class Claim implements InWork, AutoCloseable {
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String LOCK = "lock";
    private static final String FILE = "file";
    private static final String ROWS = "rows-";
    /** What is made in the claim besides. */
    private static final String MADE = "{rows-*,*" + SmallFiles.PART + '}';

    private final Path directory;
    private final FileChannel lock;
    private final Step.Listener steps;
    private Optional<Digested> digested = Optional.empty();

    private record Digested(Fingerprint fingerprint, String digest) {}

    /** Tells what a file's bytes come to. */
    @FunctionalInterface
    interface Digester {
        String digest(Path file) throws IOException;
    }

    /** The rows of a file that were found good. */
    record Rows(Path file, long count) {}

    private Claim(Path directory, FileChannel lock, Step.Listener steps) {
        this.directory = directory;
        this.lock = lock;
        this.steps = steps;
    }

    /** Makes the directory of claims, which nobody else may look into; not that in which it is, which may come back with its file system. */
    static void makeDirectory(Path taken) throws IOException {
        if (!Files.isDirectory(taken)) {
            Files.createDirectory(taken, OWNER_ONLY);
        }
    }

    /**
     * Takes a file.
     *
     * @param taken where claims are
     * @return empty when another door was faster
     */
    static Optional<Claim> take(Path file, Path taken, Step.Listener steps) throws IOException {
        Path directory = taken.resolve(UUID.randomUUID().toString());
        Files.createDirectory(directory, OWNER_ONLY);
        steps.done(Step.CLAIM_DIRECTORY_MADE);
        Optional<Claim> claim = locked(directory, steps, StandardOpenOption.CREATE_NEW);
        boolean has = false;
        try {
            has = claim.isPresent() && claim.get().fetch(file);
            return has ? claim : Optional.empty();
        } finally {
            // whatever was thrown, nobody would end this lock before the process ends
            if (!has && claim.isPresent()) {
                claim.get().close();
            }
        }
    }

    /** @return whether it has the file now; when it was gone, there is nothing of the claim any more */
    private boolean fetch(Path file) throws IOException {
        steps.done(Step.CLAIM_LOCKED);
        try {
            Path home = Files.createDirectory(directory.resolve(FILE));
            Files.move(file, home.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException goneMeanwhile) {
            release();
            return false;
        } catch (IOException refused) {
            release();
            throw refused;
        }
        steps.done(Step.CLAIMED);
        return true;
    }

    /** Takes over what a process has left. @return empty when somebody is at it, or nothing is there any more */
    static Optional<Claim> takeOver(Path directory, Step.Listener steps) throws IOException {
        Optional<Claim> claim = locked(directory, steps, StandardOpenOption.WRITE);
        if (claim.isEmpty() && !Files.exists(directory.resolve(LOCK))) {
            deleteEmpty(directory);
        }
        return claim;
    }

    /** The lock file is made once, and deleted only by who has the lock: who has it on a file that is there has it alone. */
    private static Optional<Claim> locked(Path directory, Step.Listener steps, StandardOpenOption how)
            throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, how);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        boolean has = false;
        try {
            has = isLocked(channel) && Files.exists(file);
            return has ? Optional.of(new Claim(directory, channel, steps)) : Optional.empty();
        } finally {
            if (!has) {
                channel.close();
            }
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** What a process left that was killed before there was a lock, or behind it. */
    private static void deleteEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException beingMade) {
            return;
        }
    }

    /** Names this claim, and no other, for ever. */
    @Override
    public String id() {
        return directory.getFileName().toString();
    }

    @Override
    public String told() {
        return "a file that was taken to " + directory;
    }

    Path directory() {
        return directory;
    }

    /** The file; empty when it was moved on. */
    Optional<Path> file() throws IOException {
        return first(directory.resolve(FILE), "*");
    }

    private static Optional<Path> first(Path directory, String pattern) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, pattern)) {
            Iterator<Path> each = all.iterator();
            return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
        }
    }

    /** What the bytes of the file come to; asked for again only when it has changed. */
    String digest(Path file, Digester digester) throws IOException {
        Fingerprint now = Fingerprint.of(file);
        if (digested.isEmpty() || !digested.get().fingerprint().equals(now)) {
            digested = Optional.of(new Digested(now, digester.digest(file)));
        }
        return digested.get().digest();
    }

    void forgetDigest() {
        digested = Optional.empty();
    }

    /** Where rows are written while they are checked. */
    Path rowsInTheMaking() {
        return directory.resolve("rows" + SmallFiles.PART);
    }

    /** Keeps the rows that were written. @param digest of the file of which they are */
    Rows keepRows(String digest, long count) throws IOException {
        Path rows = directory.resolve(ROWS + digest + '-' + count);
        Files.move(rowsInTheMaking(), rows, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Rows(rows, count);
    }

    /** The rows that were kept of a file with this digest. */
    Optional<Rows> rows(String digest) throws IOException {
        return first(directory, ROWS + digest + "-*").map(file -> {
            String name = file.getFileName().toString();
            return new Rows(file, Long.parseLong(name.substring(name.lastIndexOf('-') + 1)));
        });
    }

    /** Deletes the claim, whose file is elsewhere. */
    void release() throws IOException {
        try (lock) {
            for (Optional<Path> left = first(directory, MADE); left.isPresent(); left = first(directory, MADE)) {
                Files.delete(left.get());
            }
            steps.done(Step.ROWS_DELETED);
            Files.deleteIfExists(directory.resolve(FILE));
            Files.delete(directory.resolve(LOCK));
            steps.done(Step.LOCK_DELETED);
            Files.deleteIfExists(directory);
            steps.done(Step.RELEASED);
        }
    }

    /** Lets go of it, for another door or another time. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}

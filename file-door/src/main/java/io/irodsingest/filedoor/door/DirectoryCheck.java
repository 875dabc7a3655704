package io.irodsingest.filedoor.door;

import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.UUID;

/** Tries what a door does with its directories: what is found here is not found with the first file. */
public final class DirectoryCheck {
    private DirectoryCheck() {}

    /** Makes the directories that are not there. @throws CannotRunException when a door cannot work with them */
    public static void run(String door, Places places) throws CannotRunException {
        try {
            Claim.makeDirectory(places.taken());
            Files.createDirectories(places.done());
            Files.createDirectories(places.rejected());
            Path made = places.incoming().resolve(name());
            try {
                Files.createFile(made);
                checkIsOurs(places.taken(), made);
                made = tried(made, places);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException | UnsupportedOperationException unusable) {
            throw new CannotRunException("door " + door + " cannot use its directories " + places.incoming()
                    + ", " + places.done() + " and " + places.rejected()
                    + ", which must be writable, on one file system, and that one with hard links and locks: "
                    + unusable,
                    unusable);
        }
    }

    /** Whoever else can write there could have links followed that files are never followed through. */
    private static void checkIsOurs(Path taken, Path ofOurs) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(taken, PosixFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory() || !attributes.owner().equals(Files.getOwner(ofOurs))
                || attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new FileSystemException(taken.toString(), null,
                    "it must be a directory of this user, to which nobody else may write");
        }
    }

    private static Path tried(Path file, Places places) throws IOException {
        Path at = file;
        for (Path next : List.of(places.taken(), places.done(), places.rejected())) {
            at = Files.move(at, next.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        Path link = at.resolveSibling(name());
        Files.createLink(link, at);
        Files.delete(link);
        try (FileChannel channel = FileChannel.open(at, StandardOpenOption.WRITE)) {
            channel.lock();
        }
        return at;
    }

    private static String name() {
        return ".door-" + UUID.randomUUID();
    }
}

package io.irodsingest.filedoor.door;

import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/** Tries what a door does with its directories: what is found here is not found with the first file. */
public final class DirectoryCheck {
    private DirectoryCheck() {}

    /** Makes the directories that are not there. @throws CannotRunException when a door cannot work with them */
    public static void run(DoorConfig door) throws CannotRunException {
        Places places = door.places();
        try {
            Claim.makeDirectory(places.taken());
            Files.createDirectories(places.done());
            Files.createDirectories(places.rejected());
            Path made = places.incoming().resolve(name());
            try {
                Files.createFile(made);
                made = tried(made, places);
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException | UnsupportedOperationException unusable) {
            throw new CannotRunException("door " + door.name() + " cannot use its directories " + places.incoming()
                    + ", " + places.done() + " and " + places.rejected()
                    + ", which must be writable, on one file system, and that one with hard links and locks: "
                    + unusable,
                    unusable);
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

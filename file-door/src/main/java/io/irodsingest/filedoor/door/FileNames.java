package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names beside that of a file, whose bytes stay as they are whatever the locale of this process. */
final class FileNames {
    /** Of file systems. */
    private static final int MOST_BYTES = 255;
    private static final int MOST_REPEATS = 10_000;

    private FileNames() {}

    /**
     * The path with something behind its name; where that would be too long for a name, something else in the name's place.
     *
     * @param ending of letters, digits and . - _
     * @param instead the same
     */
    static Path with(Path file, String ending, String instead) {
        URI parent = parent(file).toUri();
        String address = file.toUri().toString();
        String name = address.substring(address.lastIndexOf('/') + 1);
        return bytes(name) + ending.length() > MOST_BYTES
                ? Path.of(parent).resolve(instead + ending)
                : Path.of(URI.create(address + ending));
    }

    private static Path parent(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** @param name percent-encoded */
    private static int bytes(String name) {
        return name.replaceAll("%[0-9A-Fa-f]{2}", "x").length();
    }

    /**
     * Makes a second name of a file in a directory: its own, or, when another file has that one, its own with a number. It may have one
     * there from an earlier attempt.
     */
    static Path link(Path file, Path directory, String instead) throws IOException {
        Path wanted = directory.resolve(file.getFileName());
        Path name = wanted;
        for (int number = 2; number < MOST_REPEATS; number++) {
            try {
                return Files.createLink(name, file);
            } catch (FileAlreadyExistsException taken) {
                if (Files.isSameFile(name, file)) {
                    return name;
                }
                name = with(wanted, "." + number, instead);
            }
        }
        throw new FileAlreadyExistsException(wanted + ", and " + MOST_REPEATS + " of this name; take them away");
    }
}

package io.irodsingest.workerbatch.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for the time of a task. Not thread-safe. */
public final class TemporaryFiles implements AutoCloseable {
    private Path directory;

    /** A file of a name, which need not be there. */
    public Path file(String name) throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("irods-ingest-output-");
        }
        return directory.resolve(name);
    }

    /** Takes all of it away. */
    @Override
    public void close() {
        if (directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException("output files are left in " + directory, left);
        }
    }
}

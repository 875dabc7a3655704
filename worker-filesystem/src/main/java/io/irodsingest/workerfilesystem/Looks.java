package io.irodsingest.workerfilesystem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at entries one after the other; those of one directory share what is opened for them. Belongs to one thread. */
final class Looks implements AutoCloseable {
    private final Tree tree;
    private Path directory;
    private OpenDirectory open;
    private IOException closed;

    Looks(Tree tree) {
        this.tree = tree;
    }

    /** An entry as it is; empty when nothing is there any more. */
    Optional<FileEntry> at(Path entry) throws IOException {
        if (entry.equals(tree.source())) {
            try (OpenDirectory root = tree.open(entry)) {
                return FileEntry.at(root.path(), tree);
            }
        }
        try {
            return in(entry.getParent()).look(entry, tree);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private OpenDirectory in(Path wanted) throws IOException {
        if (!wanted.equals(directory)) {
            close();
            directory = wanted;
            try {
                open = tree.open(wanted);
            } catch (IOException unusable) {
                closed = unusable;
            }
        }
        if (open == null) {
            throw closed;
        }
        return open;
    }

    @Override
    public void close() {
        if (open != null) {
            try {
                open.close();
            } catch (IOException unlikely) {
                throw new UncheckedIOException("a directory could not be closed", unlikely);
            } finally {
                open = null;
            }
        }
    }
}

package io.irodsingest.workerbatch.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** A directory. A file is written under a hidden name and renamed; what a worker left that died is taken away. */
record DirectoryDestination(Path directory, String batch, OutputRoots roots) implements Destination {
    private static final String UNFINISHED = ".part";

    @Override
    public void deliver(String name, Path file) throws IOException {
        Path own = own();
        String prefix = '.' + name + '.';
        try (DirectoryStream<Path> left = Files.newDirectoryStream(own, path -> isLeft(path, prefix))) {
            for (Path one : left) {
                Files.deleteIfExists(one);
            }
        }
        Path unfinished = own.resolve(prefix + UUID.randomUUID() + UNFINISHED);
        try {
            Files.copy(file, unfinished);
            try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(unfinished, own.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static boolean isLeft(Path path, String prefix) {
        String name = path.getFileName().toString();
        return name.startsWith(prefix) && name.endsWith(UNFINISHED);
    }

    /** Made below the root, which must be there: a root that is missing is a file system that is not mounted. */
    private Path own() throws IOException {
        Path existing = directory;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        check(existing);
        Path own = Files.createDirectories(directory.resolve(batch));
        check(own);
        return own;
    }

    private void check(Path path) throws IOException {
        Optional<String> refusal = roots.refusalOf(path);
        if (refusal.isPresent()) {
            throw new IOException(refusal.get());
        }
    }
}

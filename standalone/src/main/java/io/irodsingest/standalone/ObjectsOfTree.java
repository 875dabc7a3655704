package io.irodsingest.standalone;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.embedded.EmbeddedS3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The files of a tree as objects of a bucket, named by their paths below its root.
 *
 * @param stored how many objects were made of files
 * @param leftOut links, specials, and what cannot be read or named in UTF-8
 */
record ObjectsOfTree(long stored, long leftOut) {

    /** @throws IOException when the root cannot be read, or an object cannot be stored */
    static ObjectsOfTree put(RawPath root, EmbeddedS3 store, String bucket) throws IOException {
        Visitor visitor = new Visitor(root, store, bucket);
        Files.walkFileTree(root.toPath(), visitor);
        return new ObjectsOfTree(visitor.stored, visitor.leftOut);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final RawPath root;
        private final EmbeddedS3 store;
        private final String bucket;
        private final int prefix;
        private long stored;
        private long leftOut;

        private Visitor(RawPath root, EmbeddedS3 store, String bucket) {
            this.root = root;
            this.store = store;
            this.bucket = bucket;
            this.prefix = root.encoded().length() + (root.encoded().endsWith("/") ? 0 : 1);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Optional<String> key = new RawPath(RawPath.of(file).encoded().substring(prefix)).text();
            if (attributes.isRegularFile() && key.isPresent() && Files.isReadable(file)) {
                try (InputStream content = Files.newInputStream(file)) {
                    store.put(bucket, key.get(), content, Files.size(file));
                }
                stored++;
            } else {
                leftOut++;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException unreadable) throws IOException {
            if (RawPath.of(file).equals(root)) {
                throw unreadable;
            }
            leftOut++;
            return FileVisitResult.CONTINUE;
        }
    }
}

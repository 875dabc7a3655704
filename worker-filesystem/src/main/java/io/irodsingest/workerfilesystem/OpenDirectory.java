package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingest.source.Source.NameReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/** A directory of a source that is open and may be read. Belongs to one thread. */
final class OpenDirectory implements AutoCloseable {
    private final SecureDirectoryStream<Path> stream;
    private final Path path;
    private final Boundary boundary;
    private final JobSpec spec;

    OpenDirectory(SecureDirectoryStream<Path> stream, Path path, Boundary boundary, JobSpec spec) {
        this.stream = stream;
        this.path = path;
        this.boundary = boundary;
        this.spec = spec;
    }

    /** What is so many directories above it; each one below that is judged. */
    Object above(int depth) throws IOException {
        Object key = FileKeys.above(stream, 0);
        for (int levels = 0; levels < depth; levels++) {
            boundary.check(key);
            key = FileKeys.above(stream, levels + 1);
        }
        return key;
    }

    Path path() {
        return path;
    }

    /** Gives all names in it, once. */
    void names(NameReader reader) throws IOException {
        try {
            for (Path entry : stream) {
                reader.take(RawPath.of(entry).name());
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    boolean isEmpty() {
        return !stream.iterator().hasNext();
    }

    /** Looks at an entry; empty when nothing is there any more. @throws IOException also when it is not in this directory */
    Optional<FileEntry> look(Path entry, Tree tree) throws IOException {
        Optional<FileEntry> seen = FileEntry.at(entry, tree);
        if (seen.isEmpty()) {
            return seen;
        }
        try {
            Object key = FileKeys.of(stream, entry.getFileName());
            checkFile(key, entry);
            if (!key.equals(seen.get().key())) {
                throw new IOException("it was replaced while it was looked at");
            }
            return seen;
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /**
     * Opens a file of this directory; a link is not followed.
     *
     * @throws IOException also when a FIFO or a device took the file's place: to open one may wait for ever, and take no notice of
     *     an interrupt
     */
    SeekableByteChannel read(Path entry) throws IOException {
        BasicFileAttributes now = stream.getFileAttributeView(entry.getFileName(), BasicFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS).readAttributes();
        checkFile(now.fileKey(), entry);
        if (!now.isRegularFile()) {
            throw new IOException("it is no regular file any more");
        }
        return stream.newByteChannel(entry.getFileName(),
                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private void checkFile(Object key, Path entry) throws RefusedSourceException {
        try {
            boundary.checkFile(key);
        } catch (RefusedSourceException refused) {
            Denials.note(spec, "source " + entry + ": " + refused.getMessage());
            throw refused;
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

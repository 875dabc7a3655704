package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.IngestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/**
 * The directory tree of a source, as one task sees it. A directory is opened first and judged then, by what it is and what is
 * above it, so a link that somebody puts on the way leads nowhere, however fast it comes and goes. Thread-safe.
 */
final class Tree {
    private final JobSpec spec;
    private final Path source;
    private final SourceRoots roots;
    private volatile Boundary boundary;
    private volatile Object sourceKey;

    Tree(JobSpec spec, SourceRoots roots) {
        this.spec = spec;
        this.source = IngestSpec.of(spec).source().toPath();
        this.roots = roots;
    }

    Path source() {
        return source;
    }

    /**
     * Opens a directory of the tree.
     *
     * @param directory the source, or a path below it
     * @throws RefusedSourceException when it is no place for a source, or out of this one; it is in the audit log then
     */
    OpenDirectory open(Path directory) throws IOException {
        try {
            return directory.equals(source) ? openSource() : openBelow(directory);
        } catch (RefusedSourceException refused) {
            Denials.note(spec, "source " + directory + ": " + refused.getMessage());
            throw refused;
        }
    }

    /** Opens the directory that an entry is in. */
    OpenDirectory openParent(Path entry) throws IOException {
        return open(entry.equals(source) || entry.getParent() == null ? source : entry.getParent());
    }

    private OpenDirectory openSource() throws IOException {
        return checked(source.toRealPath(), 0);
    }

    private OpenDirectory openBelow(Path directory) throws IOException {
        if (!directory.startsWith(source) || !directory.normalize().equals(directory)) {
            throw new RefusedSourceException("it is not in the source of the job");
        }
        return checked(directory, directory.getNameCount() - source.getNameCount());
    }

    private OpenDirectory checked(Path directory, int depth) throws IOException {
        boolean judgedBefore = judged();
        OpenDirectory open = new OpenDirectory(opened(directory), directory, boundary, spec);
        boolean fine = false;
        try {
            Object above = open.above(depth);
            if (judgedBefore && !above.equals(sourceKey)) {
                // file systems in user space may number their files anew
                judge();
            }
            if (!above.equals(sourceKey)) {
                throw new RefusedSourceException("a link on the way to it leads out of the source");
            }
            fine = true;
            return open;
        } finally {
            if (!fine) {
                open.close();
            }
        }
    }

    /** @return whether the source was judged before */
    private synchronized boolean judged() throws IOException {
        if (sourceKey != null) {
            return true;
        }
        judge();
        return false;
    }

    private synchronized void judge() throws IOException {
        Boundary now = new Boundary(roots, spec.grant().limits());
        try (SecureDirectoryStream<Path> stream = opened(source.toRealPath())) {
            now.checkSource(stream);
            sourceKey = FileKeys.above(stream, 0);
            boundary = now;
        }
    }

    private static SecureDirectoryStream<Path> opened(Path directory) throws IOException {
        var stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("the Java of this machine cannot open directories in a safe way");
    }
}

package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@link SourceRoots} come to at one moment: the directories and files by what they are. An open directory is judged by the
 * directories above it, which nobody can forge by links or by renaming. Immutable.
 */
final class Boundary {
    /** More than a path of 4096 bytes can have. */
    private static final int DEEPEST = 2049;

    private final SourceRoots roots;
    private final Set<Object> allowed;
    private final Map<Object, Path> refused;
    private final boolean limited;
    private final Set<Object> granted;
    private final Set<Object> own;
    private final Set<Object> ownFiles;
    private final Object top;

    /** @param limits what the job is limited to */
    Boundary(SourceRoots roots, Limits limits) throws IOException {
        this.roots = roots;
        List<Path> granted = limits.sources().stream().filter(root -> root.startsWith("/"))
                .map(root -> RawPath.parse(root).toPath()).toList();
        this.limited = !limits.sources().isEmpty();
        this.granted = FileKeys.of(granted).keySet();
        this.allowed = FileKeys.of(roots.allowed()).keySet();
        this.refused = FileKeys.of(roots.refused());
        this.own = FileKeys.of(List.copyOf(roots.own().directories())).keySet();
        this.ownFiles = FileKeys.of(List.copyOf(roots.own().files())).keySet();
        this.top = Files.readAttributes(Path.of("/"), BasicFileAttributes.class).fileKey();
    }

    /** Judges a source by all that is above it. @throws RefusedSourceException when it may not be one */
    void checkSource(SecureDirectoryStream<Path> source) throws IOException {
        List<Object> above = above(source);
        if (limited && Collections.disjoint(above, granted)) {
            throw new RefusedSourceException(
                    "it is in none of the directories that the token of the job is limited to");
        }
        for (Object key : above) {
            check(key);
            if (allowed.contains(key)) {
                return;
            }
        }
        if (!roots.elsewhere()) {
            throw new RefusedSourceException("it is in none of the directories that " + SourceRoots.SETTING.name()
                    + " of the worker allows for sources");
        }
    }

    /** A directory and all that are above it, the nearest first. */
    private List<Object> above(SecureDirectoryStream<Path> directory) throws IOException {
        List<Object> keys = new ArrayList<>();
        do {
            keys.add(FileKeys.above(directory, keys.size()));
        } while (!keys.getLast().equals(top) && keys.size() < DEEPEST);
        return keys;
    }

    /** Judges one directory. @throws RefusedSourceException when it is no place for sources */
    void check(Object key) throws RefusedSourceException {
        if (own.contains(key)) {
            throw new RefusedSourceException("it is in a directory that belongs to the worker itself");
        }
        Path place = refused.get(key);
        if (place != null && !allowed.contains(key)) {
            throw new RefusedSourceException("it is in " + place + ", where no source may be; "
                    + SourceRoots.SETTING.name() + " of the worker names the directories that sources may be in");
        }
    }

    /** Judges a file. @throws RefusedSourceException when it is one of the process */
    void checkFile(Object key) throws RefusedSourceException {
        if (ownFiles.contains(key)) {
            throw new RefusedSourceException("it is a file that belongs to the worker itself");
        }
    }
}

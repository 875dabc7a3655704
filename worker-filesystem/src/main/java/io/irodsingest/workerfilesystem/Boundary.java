package io.irodsingest.workerfilesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
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
    private final Set<Object> own;
    private final Set<Object> ownFiles;
    private final Object top;

    Boundary(SourceRoots roots) throws IOException {
        this.roots = roots;
        this.allowed = FileKeys.of(roots.allowed()).keySet();
        this.refused = FileKeys.of(roots.refused());
        this.own = FileKeys.of(List.copyOf(roots.own().directories())).keySet();
        this.ownFiles = FileKeys.of(List.copyOf(roots.own().files())).keySet();
        this.top = Files.readAttributes(Path.of("/"), BasicFileAttributes.class).fileKey();
    }

    /** Judges a source by all that is above it. @throws RefusedSourceException when it may not be one */
    void checkSource(SecureDirectoryStream<Path> source) throws IOException {
        for (int levels = 0; levels < DEEPEST; levels++) {
            Object key = FileKeys.above(source, levels);
            check(key);
            if (allowed.contains(key)) {
                return;
            }
            if (key.equals(top)) {
                break;
            }
        }
        if (!roots.elsewhere()) {
            throw new RefusedSourceException("it is in none of the directories that " + SourceRoots.SETTING.name()
                    + " of the worker allows for sources");
        }
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

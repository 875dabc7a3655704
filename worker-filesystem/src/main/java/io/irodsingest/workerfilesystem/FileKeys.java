package io.irodsingest.workerfilesystem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Device and inode of files: what a file is, whatever path it is reached by. */
final class FileKeys {
    private FileKeys() {}

    /** Of those that exist now, links followed. @return key to path, of several the first */
    static Map<Object, Path> of(List<Path> paths) {
        Map<Object, Path> keys = new HashMap<>();
        for (Path path : paths) {
            try {
                keys.putIfAbsent(Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
            } catch (IOException notThere) {
                // what is not there, or may not be looked at, cannot be read either
                continue;
            }
        }
        return keys;
    }

    /** Of an entry of an open directory, a link not followed. */
    static Object of(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes().fileKey();
    }

    /** Of the directory that is so many above an open one, by what the file system says and not by any path. */
    static Object above(SecureDirectoryStream<Path> directory, int levels) throws IOException {
        return levels == 0
                ? directory.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey()
                : of(directory, Path.of(String.join("/", Collections.nCopies(levels, ".."))));
    }
}

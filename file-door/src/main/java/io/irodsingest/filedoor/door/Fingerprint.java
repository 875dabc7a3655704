package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * By what a change of a file is seen.
 *
 * @param changed the time of the last change of its inode: also a write whose time of modification was set back is seen by it
 */
record Fingerprint(long inode, long size, FileTime modified, FileTime changed, boolean regular) {
    static Fingerprint of(Path file) throws IOException {
        Map<String, Object> all = Files.readAttributes(file, "unix:ino,size,lastModifiedTime,ctime,isRegularFile",
                LinkOption.NOFOLLOW_LINKS);
        return new Fingerprint((long) all.get("ino"), (long) all.get("size"), (FileTime) all.get("lastModifiedTime"),
                (FileTime) all.get("ctime"), (boolean) all.get("isRegularFile"));
    }
}

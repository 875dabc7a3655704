package io.irodsingest.workerfilesystem;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.StampTime;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/**
 * A file as one {@code lstat} saw it. The bits of the mode are those of POSIX, as Linux and the BSDs number them.
 *
 * @param path where it is
 * @param key what it is, whatever its path is
 * @param tree what it is an entry of
 */
record FileEntry(Path path, EntryStamp stamp, Object key, Tree tree) implements SourceEntry {
    private static final String ATTRIBUTES = "unix:mode,size,lastModifiedTime,ctime,fileKey";
    private static final int TYPE = 0170000;

    /** What is at a path, links not followed; empty when nothing is there any more. */
    static Optional<FileEntry> at(Path path, Tree tree) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            EntryKind kind = kind((Integer) found.get("mode"));
            long size = kind == EntryKind.DIRECTORY ? 0 : (Long) found.get("size");
            return Optional.of(new FileEntry(path, new EntryStamp(kind, size, nanos(found.get("lastModifiedTime")),
                    nanos(found.get("ctime")), 0), found.get("fileKey"), tree));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    @Override
    public Content content() {
        return new FileContent(this);
    }

    @Override
    public Attributes attributes() {
        return Attributes.NONE;
    }

    @Override
    public Optional<String> linkTarget() throws IOException {
        if (stamp.kind() != EntryKind.LINK) {
            return Optional.empty();
        }
        RawPath target = RawPath.of(Files.readSymbolicLink(path));
        return Optional.of(target.text().orElse(target.encoded()));
    }

    private static long nanos(Object time) {
        return StampTime.of(((FileTime) time).toInstant());
    }

    private static EntryKind kind(int mode) throws IOException {
        return switch (mode & TYPE) {
            case 0100000 -> EntryKind.REGULAR;
            case 0040000 -> EntryKind.DIRECTORY;
            case 0120000 -> EntryKind.LINK;
            case 0140000 -> EntryKind.SOCKET;
            case 0010000 -> EntryKind.FIFO;
            case 0020000 -> EntryKind.CHARACTER_DEVICE;
            case 0060000 -> EntryKind.BLOCK_DEVICE;
            default -> throw new IOException("a file of unknown type, mode " + Integer.toOctalString(mode));
        };
    }
}

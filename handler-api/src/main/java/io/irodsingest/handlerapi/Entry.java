package io.irodsingest.handlerapi;

import java.time.Instant;
import java.util.Map;

/**
 * What a call is about: an entry of the source and its place in the target.
 *
 * @param sourcePath full path in the source, in printable form: what is valid UTF-8 stands as it is, every other byte and
 *     control characters as {@code %XX}, the percent sign itself as {@code %25}
 * @param targetPath absolute logical path of the data object or collection
 * @param kind {@link Kind#GONE} when the source does not have it any more, as in the hooks of deletions
 * @param size bytes; 0 for directories and for what is gone
 * @param modified when the content last changed; the epoch for what is gone
 * @param changed when the inode last changed; of an object in S3 the same as {@code modified}; the epoch for what is gone
 * @param metadata what S3 keeps with an object for its user, by names in lower case; empty for everything else
 * @param tags an S3 object's tags, when {@link EventHandler#wantsTags} says so; empty for everything else
 */
public record Entry(String sourcePath, String targetPath, Kind kind, long size, Instant modified, Instant changed,
        Map<String, String> metadata, Map<String, String> tags) {
    public Entry {
        metadata = Map.copyOf(metadata);
        tags = Map.copyOf(tags);
    }

    /** Of a source that keeps neither metadata nor tags. */
    public Entry(String sourcePath, String targetPath, Kind kind, long size, Instant modified, Instant changed) {
        this(sourcePath, targetPath, kind, size, modified, changed, Map.of(), Map.of());
    }

    /** What an entry is. */
    public enum Kind {
        REGULAR, DIRECTORY, LINK, SOCKET, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE,
        /** It is only in the target. */
        GONE
    }

    /** The last name of the source path, in printable form. */
    public String name() {
        return sourcePath.substring(sourcePath.lastIndexOf('/') + 1);
    }
}

package io.irodsingest.filedoor.bucket;

import java.time.Instant;

/**
 * One version of an object: another content has another ETag, and the same content that is put again another time.
 *
 * @param size in bytes
 * @param etag with its quotation marks
 * @param modified whole seconds, which is all that some answers of stores tell
 */
public record StoredObject(String key, long size, String etag, Instant modified) {
    /** What stands behind the last slash. */
    public String name() {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}

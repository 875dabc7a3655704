package io.irodsingest.workers3;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.StampTime;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingest.source.SourceEntry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An object as it was when it was looked at.
 *
 * @param tags empty when nobody wanted them
 */
record ObjectEntry(Bucket bucket, S3Object object, Map<String, String> tags) implements SourceEntry {
    private static final long NANOS = 1_000_000_000L;

    @Override
    public EntryStamp stamp() {
        return stamp(object.size(), object.modified(), object.etag());
    }

    /**
     * S3 tells times in whole seconds; what would be finer holds a hash of the ETag, so that whatever replaces an object within
     * a second is a change of its content; of times that are too far away to be told in nanoseconds, only the second counts. There
     * is no change time.
     */
    static EntryStamp stamp(long size, long modifiedSeconds, String etag) {
        CRC32C hash = new CRC32C();
        hash.update(Etags.canonical(etag).getBytes(StandardCharsets.UTF_8));
        long modified = StampTime.of(modifiedSeconds, (int) (hash.getValue() % NANOS));
        return new EntryStamp(EntryKind.REGULAR, size, modified, modified, 0);
    }

    @Override
    public Content content() {
        return new ObjectContent(bucket, object);
    }

    @Override
    public Attributes attributes() {
        return new Attributes(object.metadata(), tags);
    }

    @Override
    public Optional<String> linkTarget() {
        return Optional.empty();
    }
}

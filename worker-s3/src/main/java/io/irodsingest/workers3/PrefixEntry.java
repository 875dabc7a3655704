package io.irodsingest.workers3;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.ingest.source.SourceEntry;
import java.util.Optional;

/** A common prefix of keys, which stands for a directory. */
record PrefixEntry(EntryStamp stamp) implements SourceEntry {
    @Override
    public Content content() {
        throw new IllegalStateException("a prefix has no content");
    }

    @Override
    public Attributes attributes() {
        return Attributes.NONE;
    }

    @Override
    public Optional<String> linkTarget() {
        return Optional.empty();
    }
}

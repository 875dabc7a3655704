package io.irodsingest.ingest.source;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.sync.EntryStamp;
import java.io.IOException;
import java.util.Optional;

/** An entry as it was seen at one moment. Immutable. */
public interface SourceEntry {
    EntryStamp stamp();

    /** Its bytes as long as it is as it was seen; of what is no regular file, none. */
    Content content();

    /** What the source keeps with it besides. */
    Attributes attributes();

    /** Where a link points to; empty for everything else. @throws IOException when it cannot be read */
    Optional<String> linkTarget() throws IOException;
}

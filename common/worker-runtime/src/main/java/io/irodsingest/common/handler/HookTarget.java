package io.irodsingest.common.handler;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import java.util.Optional;

/**
 * What an event is about.
 *
 * @param sourcePath full path in the source; of something that was deleted there, where it would be
 * @param logicalPath absolute logical path in the target
 * @param stamp what the source says of it; empty for what it does not have any more
 */
public record HookTarget(RawPath sourcePath, String logicalPath, Optional<EntryStamp> stamp, Attributes attributes) {
    /** Of something without attributes. */
    public HookTarget(RawPath sourcePath, String logicalPath, Optional<EntryStamp> stamp) {
        this(sourcePath, logicalPath, stamp, Attributes.NONE);
    }
}

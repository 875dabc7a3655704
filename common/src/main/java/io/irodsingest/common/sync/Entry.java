package io.irodsingest.common.sync;

import io.irodsingest.common.path.RawPath;

/**
 * An entry of the source as it was seen last.
 *
 * @param physicalPath where iRODS finds it when it is registered
 * @param size bytes
 * @param modified modification time, seconds since the epoch
 */
public record Entry(EntryKind kind, RawPath physicalPath, long size, long modified) {}

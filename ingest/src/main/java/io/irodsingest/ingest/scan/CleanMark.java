package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.NameSum;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingest.SyncTag;

/**
 * What is remembered of a directory whose collection has nothing that the source does not have: which names the source has. As
 * long as it has the same ones, there is nothing to delete, and nobody has to ask. Immutable.
 *
 * @param remembered as it was read; null for nothing
 */
record CleanMark(DirectoryKey directory, EntryStamp remembered) {

    /** Whether the collection has nothing besides these names, as far as is remembered. */
    boolean covers(NameSum names, SyncTag tag) {
        return stamp(names, tag).equals(remembered);
    }

    /** Notes whether the collection has something that the source, with these names, does not have. */
    void note(NameSum names, Orphans.Standing standing, SyncTag tag, CacheUpdate.Builder cache) {
        switch (standing) {
            case CLEAN -> put(names, tag, cache);
            case LEFT -> forget(cache);
            case UNKNOWN -> forgetUnlessFor(names, cache);
        }
    }

    /** Remembers that the collection has nothing besides these names. */
    void put(NameSum names, SyncTag tag, CacheUpdate.Builder cache) {
        if (!covers(names, tag)) {
            cache.put(directory, 0, SyncCache.CLEAN, stamp(names, tag));
        }
    }

    /** Something may be besides. */
    private void forget(CacheUpdate.Builder cache) {
        if (remembered != null) {
            cache.forget(new Bucket(directory, 0), SyncCache.CLEAN);
        }
    }

    /**
     * Names that the source has now are or will be in the collection: a mark for others is of no use any more, and must not come
     * to be right again when they go.
     */
    private void forgetUnlessFor(NameSum names, CacheUpdate.Builder cache) {
        if (remembered != null && (remembered.size() != names.count() || remembered.modifiedNanos() != names.sum())) {
            forget(cache);
        }
    }

    private static EntryStamp stamp(NameSum names, SyncTag tag) {
        return tag.on(new EntryStamp(EntryKind.REGULAR, names.count(), names.sum(), names.sum(), 0));
    }
}

package io.irodsingest.ingest;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.Operation;

/**
 * What the stamps of entries are tagged with that a job syncs: what has another tag was synced by another operation, to another
 * resource or with another event handler, and so is as good as new.
 *
 * @param value from 1 on; -1 for a job that remembers nothing, and to which nothing counts that is remembered
 */
public record SyncTag(int value) {
    /** Of what remembers nothing. */
    public static final SyncTag NOTHING = new SyncTag(-1);

    /** Of a task's job. */
    public static SyncTag of(TaskContext context) throws InterruptedException {
        IngestSpec spec = IngestSpec.of(context.spec());
        if (spec.operation() == Operation.NO_OP && spec.handler().isEmpty()) {
            return NOTHING;
        }
        DirectoryKey above = DirectoryKey.above(spec);
        long way = SyncCache.way(spec);
        return new SyncTag(spec.mode() == Mode.APPLY
                ? context.cache().newTag(above, way)
                : context.cache().tag(above, way).orElse(NOTHING.value()));
    }

    /** What is remembered of an entry, if it counts; null if not. @param stamp null for nothing */
    public EntryStamp counting(EntryStamp stamp) {
        return stamp != null && stamp.tag() == value ? stamp : null;
    }

    /** An entry's stamp as it is remembered when the entry was synced. */
    public EntryStamp on(EntryStamp stamp) {
        return stamp.tagged(value);
    }
}

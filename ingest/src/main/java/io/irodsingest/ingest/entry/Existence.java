package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Existing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks what exists, for all items of a collection together. */
record Existence(ConnectionLosses<SyncItem> losses) {

    /** What exists of items about which that is not known; of the others nothing does. */
    Map<SyncItem, Existing> ask(IrodsSession session, List<SyncItem> items)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<SyncItem, Existing> existing = new HashMap<>();
        for (List<SyncItem> together : groups(items)) {
            Map<String, List<Replica>> found = losses.during(together,
                    () -> session.replicas(together.getFirst().collection(), names(together)));
            together.forEach(
                    item -> existing.put(item, Existing.of(found.getOrDefault(item.logicalName(), List.of()))));
        }
        return existing;
    }

    /** The same, and whether a collection is there: something that otherwise the refusal of a request tells. */
    Map<SyncItem, Existing> askWithCollections(IrodsSession session, List<SyncItem> items)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<SyncItem, Existing> existing = ask(session, items);
        List<SyncItem> absent = items.stream().filter(item -> existing.get(item) instanceof Existing.Nothing).toList();
        for (List<SyncItem> together : groups(absent)) {
            Set<String> found = losses.during(together,
                    () -> session.collections(together.getFirst().collection(), names(together)));
            together.stream().filter(item -> found.contains(item.logicalName()))
                    .forEach(item -> existing.put(item, new Existing.ACollection()));
        }
        return existing;
    }

    /** Those of one collection that may be asked for together. */
    private List<List<SyncItem>> groups(List<SyncItem> items) {
        Map<String, List<SyncItem>> byCollection = new HashMap<>();
        items.stream().filter(item -> item.dealings().isUnknown())
                .forEach(item -> byCollection.computeIfAbsent(item.collection(), path -> new ArrayList<>()).add(item));
        return byCollection.values().stream().flatMap(together -> losses.groups(together).stream()).toList();
    }

    private static List<String> names(List<SyncItem> items) {
        return items.stream().map(SyncItem::logicalName).toList();
    }
}

package io.irodsingest.workers3;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a listing of pages. What has no place in a target is told apart, with the reason. Belongs to one thread. */
final class ListedNames {
    private static final EntryStamp DIRECTORY = new EntryStamp(EntryKind.DIRECTORY, 0, 0, 0, 0);

    private static final String HAS_KEYS_BEHIND = "other keys go on with a slash behind this one, and a collection has its"
            + " name";

    private final String bucketPath;
    private final ObjectKeys keys;
    private final Map<RawPath, EntryStamp> stamps = new HashMap<>();
    private final List<Refused> refused = new ArrayList<>();

    /** @param bucketName what the full path of a key begins with */
    ListedNames(String bucketName, ObjectKeys keys) {
        this.bucketPath = '/' + bucketName + '/';
        this.keys = keys;
    }

    /** What comes again is the same. @return true, for the next page */
    boolean take(ListedPage page) {
        page.objects().forEach(this::take);
        page.prefixes().forEach(this::take);
        return true;
    }

    private void take(ListedObject object) {
        Optional<String> objection = object.isDescribed()
                ? keys.objection(object.key())
                : Optional.of("the store does not tell how large the object is, or when it was modified");
        if (objection.isPresent()) {
            refuse(object.key(), objection.get());
            return;
        }
        EntryStamp before = stamps.putIfAbsent(keys.path(object.key()).name(),
                ObjectEntry.stamp(object.size(), object.modified(), object.etag()));
        if (before != null && before.kind() == EntryKind.DIRECTORY) {
            refuse(object.key(), HAS_KEYS_BEHIND);
        }
    }

    private void take(String prefix) {
        Optional<String> objection = keys.directoryObjection(prefix);
        if (objection.isPresent()) {
            refuse(prefix, objection.get());
            return;
        }
        EntryStamp before = stamps.put(keys.directoryPath(prefix).name(), DIRECTORY);
        if (before != null && before.kind() != EntryKind.DIRECTORY) {
            refuse(prefix.substring(0, prefix.length() - 1), HAS_KEYS_BEHIND);
        }
    }

    /** So far. */
    Set<RawPath> names() {
        return stamps.keySet();
    }

    private void refuse(String key, String reason) {
        refused.add(new Refused(RawPath.ofText(bucketPath + key), reason));
    }

    Listing listing(Directory directory, DirectoryKey key) {
        return Listing.of(directory, key, stamps.keySet(), name -> Optional.ofNullable(stamps.get(name)))
                .withRefused(refused);
    }
}

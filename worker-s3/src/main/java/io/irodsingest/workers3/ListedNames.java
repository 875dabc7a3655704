package io.irodsingest.workers3;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task.Directory;
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

    private final String bucketPath;
    private final ObjectKeys keys;
    private final Map<RawPath, EntryStamp> stamps = new HashMap<>();
    private final List<Refused> refused = new ArrayList<>();

    /** @param bucketName what the full path of a key begins with */
    ListedNames(String bucketName, ObjectKeys keys) {
        this.bucketPath = '/' + bucketName + '/';
        this.keys = keys;
    }

    /** @return true, for the next page */
    boolean take(ListedPage page) {
        for (ListedObject object : page.objects()) {
            Optional<String> objection = keys.objection(object.key());
            if (objection.isPresent()) {
                refuse(object.key(), objection.get());
            } else if (stamps.putIfAbsent(keys.path(object.key()).name(),
                    ObjectEntry.stamp(object.size(), object.modified(), object.etag())) != null) {
                refuse(object.key(), "other keys go on with a slash behind this one, and a collection has its name");
            }
        }
        for (String prefix : page.prefixes()) {
            Optional<String> objection = keys.directoryObjection(prefix);
            if (objection.isPresent()) {
                refuse(prefix, objection.get());
            } else if (stamps.put(keys.directoryPath(prefix).name(), DIRECTORY) != null) {
                refuse(prefix.substring(0, prefix.length() - 1),
                        "other keys go on with a slash behind this one, and a collection has its name");
            }
        }
        return true;
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

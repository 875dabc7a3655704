package io.irodsingest.workers3;

import io.irodsingest.workers3.key.KeyRanges;
import io.irodsingest.workers3.key.KeyRange;
import io.irodsingest.workers3.key.KeyOrder;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingest.source.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists as much of a prefix as one task is good for, and divides the rest. Where a prefix was divided in an earlier pass, its
 * parts are known before the first request. Belongs to one thread.
 */
final class PartListing {
    /** Names in one part: a few pages, which are no load for memory, and too much work to be handed over for less. */
    static final int MOST_NAMES = 5 * PrefixListing.LARGEST_PAGE;

    private final PrefixListing listing;
    private final ListedNames names;
    private final Directory directory;
    private final List<DirectoryPart> others = new ArrayList<>();
    private final KeyRange range;
    private int count;
    private ListedPage last;

    /** @param divisions names behind which the parts of the directory begin */
    PartListing(Bucket bucket, ObjectKeys keys, Directory directory, Set<String> divisions) {
        this.listing = new PrefixListing(bucket, keys.directoryPrefix(directory.path()));
        this.names = new ListedNames(bucket.name(), keys);
        this.directory = directory;
        List<String> begins = divisions.stream().sorted(KeyOrder.KEYS).toList();
        for (int i = 0; i < begins.size(); i++) {
            others.add(new DirectoryPart(begins.get(i),
                    i + 1 < begins.size() ? Optional.of(begins.get(i + 1)) : Optional.empty()));
        }
        this.range = directory.part().map(part -> new KeyRange(Optional.of(part.after()), part.through()))
                .orElseGet(() -> new KeyRange(Optional.empty(), begins.stream().findFirst()));
    }

    /** @param key of the whole directory */
    Listing read(DirectoryKey key) throws IOException {
        listing.read(range, PrefixListing.LARGEST_PAGE, page -> {
            names.take(page);
            count += page.names().size();
            last = page;
            return count < MOST_NAMES;
        });
        if (last.more()) {
            divideRest();
        }
        return names.listing(directory, key).withOthers(others);
    }

    private void divideRest() throws IOException {
        List<String> page = last.names();
        Optional<String> middle = KeyRanges.split(listing::firstAfter, page, range);
        others.add(new DirectoryPart(page.getLast(), middle.or(range::through)));
        middle.ifPresent(name -> others.add(new DirectoryPart(name, range.through())));
    }
}

package io.irodsingest.workers3;

import io.irodsingest.workers3.key.KeyRange;
import io.irodsingest.workers3.key.KeyOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks at many objects with few requests: where keys lie close to each other, a page of a listing tells of many at a time what
 * there is to know but for their metadata.
 */
final class ListedLook {
    /** A page has to tell of so many; where it does not, objects are better asked for one by one. */
    static final int LEAST = 4;
    /** Entries of the first page for each key: keys of one task follow each other, when nothing of the prefix is known yet. */
    private static final int FIRST_PAGE = 2;
    /** Behind everything that begins like what it is appended to. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private ListedLook() {}

    /** @return the objects that were found, by their keys; of other keys nothing is known: each has to be looked at by itself */
    static Map<String, ListedObject> look(Bucket bucket, Collection<String> keys) throws IOException {
        Map<String, ListedObject> found = new HashMap<>();
        Map<String, List<String>> byPrefix = keys.stream()
                .collect(Collectors.groupingBy(key -> key.substring(0, key.lastIndexOf('/') + 1)));
        for (Map.Entry<String, List<String>> together : byPrefix.entrySet()) {
            look(new PrefixListing(bucket, together.getKey()), together.getValue(), found);
        }
        return found;
    }

    private static void look(PrefixListing listing, List<String> keys, Map<String, ListedObject> found)
            throws IOException {
        TreeSet<String> open = new TreeSet<>(KeyOrder.KEYS);
        open.addAll(keys);
        int size = Math.min(FIRST_PAGE * open.size(), PrefixListing.LARGEST_PAGE);
        boolean tellsEnough = true;
        while (tellsEnough && open.size() >= LEAST) {
            ListedPage page = page(listing, open.first(), size);
            page.objects().stream().filter(object -> open.contains(object.key()) && object.isDescribed())
                    .forEach(object -> found.put(object.key(), object));
            List<String> reached = page.more() && !page.names().isEmpty()
                    ? List.copyOf(open.headSet(page.names().getLast(), true))
                    : List.copyOf(open);
            reached.forEach(open::remove);
            tellsEnough = reached.size() >= LEAST || size < PrefixListing.LARGEST_PAGE;
            size = PrefixListing.LARGEST_PAGE;
        }
    }

    private static ListedPage page(PrefixListing listing, String first, int size) throws IOException {
        List<ListedPage> pages = new ArrayList<>();
        listing.read(KeyRange.ALL.from(before(first)), size, page -> {
            pages.add(page);
            return false;
        });
        return pages.getFirst();
    }

    /** A name before a key, with few others between them. */
    static String before(String key) {
        int last = key.codePointBefore(key.length());
        String rest = key.substring(0, key.length() - Character.charCount(last));
        boolean hasOneBefore = last > ' ' && !Character.isSurrogate((char) (last - 1));
        return hasOneBefore ? rest + Character.toString(last - 1) + LAST_CHARACTER : rest;
    }
}

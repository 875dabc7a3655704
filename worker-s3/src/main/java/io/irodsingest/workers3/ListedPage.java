package io.irodsingest.workers3;

import io.irodsingest.workers3.key.KeyOrder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some entries of a listing that follow each other.
 *
 * @param objects in the order of their keys
 * @param prefixes common prefixes, with their slash, in order
 * @param more whether the range has further entries
 */
record ListedPage(List<ListedObject> objects, List<String> prefixes, boolean more) {
    ListedPage {
        objects = List.copyOf(objects);
        prefixes = List.copyOf(prefixes);
    }

    /** The same as the last of its range. */
    ListedPage atEnd() {
        return new ListedPage(objects, prefixes, false);
    }

    /** Keys and common prefixes together, in order. */
    List<String> names() {
        return Stream.concat(objects.stream().map(ListedObject::key), prefixes.stream()).sorted(KeyOrder.KEYS).toList();
    }
}

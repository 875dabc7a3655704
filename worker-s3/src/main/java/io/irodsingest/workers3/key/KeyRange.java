package io.irodsingest.workers3.key;

import java.util.Optional;

/**
 * A part of what a listing gives, by the names of the entries: keys of objects and common prefixes. The lower end is out and
 * the upper end is in, because stores begin behind a key: so two ranges that meet at a name share it between them without
 * loss. Immutable.
 *
 * @param after empty for the beginning
 * @param through empty for the end
 */
public record KeyRange(Optional<String> after, Optional<String> through) {
    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

    public KeyRange from(String after) {
        return new KeyRange(Optional.of(after), through);
    }

    public KeyRange through(String last) {
        return new KeyRange(after, Optional.of(last));
    }

    /** Whether a name is not behind the upper end. */
    public boolean reaches(String name) {
        return through.isEmpty() || KeyOrder.KEYS.compare(name, through.get()) <= 0;
    }

    /** Whether a name is in it; one that is in it by the order of some stores, which is that of Java's strings, is. */
    public boolean has(String name) {
        return reaches(name) && (after.isEmpty() || KeyOrder.KEYS.compare(name, after.get()) > 0
                || name.compareTo(after.get()) > 0);
    }

    /** Whether nothing of the range is behind a name that is in it. */
    public boolean endsAt(String name) {
        return through.isPresent() && KeyOrder.KEYS.compare(name, through.get()) >= 0;
    }
}

package io.irodsingest.workers3.key;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Divides what is left of a range behind a page that was read of it, so that two can go on. The page tells what keys look like
 * and how densely they lie; a few requests for single keys tell how far they reach.
 */
public final class KeyRanges {
    /** Most requests for one division. */
    public static final int MOST_PROBES = 20;

    private static final int MOST_WIDENINGS = 4;
    private static final int MOST_STRIDES = 6;
    private static final int REFINEMENTS = 4;
    private static final int STRIDE = 4;
    /** Behind everything that begins like what it is appended to. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);
    /** In the unit of stores: bytes of UTF-8. */
    private static final int LONGEST_KEY = 1024;
    private static final int MOST_BYTES = 3;

    private final Probe probe;
    private final List<String> page;
    private final KeyRange rest;
    private final String last;
    private KeySpace space;
    private int probes;
    /** A number up to which entries of the rest are known, and one above which there are none that begin alike. */
    private long reached;
    private long end;

    /** Asks a store for one entry. */
    @FunctionalInterface
    public interface Probe {
        /** The name of the first entry behind this name. */
        Optional<String> firstAfter(String name) throws IOException;
    }

    private KeyRanges(Probe probe, List<String> page, KeyRange range) {
        this.probe = probe;
        this.page = page;
        this.last = page.getLast();
        this.rest = range.from(last);
    }

    /**
     * Divides what a range has behind a page. Both parts have entries, and are about equally large when names go on as those of
     * the page do.
     *
     * @param page the names of entries of the range that follow each other, in order
     * @return a name, which need not be that of an entry: the parts are (last of the page, name] and (name, end of the range].
     *     Empty when none was found with few requests, as when the names that follow are of another kind; the next page may
     *     tell more
     */
    public static Optional<String> split(Probe probe, List<String> page, KeyRange range) throws IOException {
        if (page.size() < 2 || page.getFirst().equals(page.getLast())) {
            return Optional.empty();
        }
        return new KeyRanges(probe, page, range).divide();
    }

    private Optional<String> divide() throws IOException {
        Optional<String> next = first(last);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        String common = common();
        if (!next.get().startsWith(common) || (common.length() + KeySpace.MOST_DIGITS) * MOST_BYTES > LONGEST_KEY) {
            return Optional.empty();
        }
        space = KeySpace.of(page, common);
        reached = space.value(last);
        end = space.size();
        findEnd(Math.max(1, reached - space.value(page.getFirst())));
        return middle(next.get());
    }

    /** What the page and, as far as a few requests tell, all of the rest begin with. */
    private String common() throws IOException {
        String common = KeySpace.common(page.getFirst(), last);
        for (int i = 0; i < MOST_WIDENINGS; i++) {
            Optional<String> beyond = first(common + LAST_CHARACTER);
            if (beyond.isEmpty()) {
                break;
            }
            common = KeySpace.common(common, beyond.get());
        }
        return common;
    }

    /** Halves what is known to hold the rest, until there are entries on both sides. */
    private Optional<String> middle(String next) throws IOException {
        long begin = space.value(next);
        for (int step = 0; step < MOST_PROBES && probes < MOST_PROBES && end - begin > 1; step++) {
            long top = reached > begin ? reached : end;
            long middle = begin + Math.max(1, (top - begin) / 2);
            String name = space.text(middle);
            if (KeyOrder.KEYS.compare(name, next) < 0) {
                begin = middle;
            } else if (first(name).isPresent()) {
                return Optional.of(name);
            } else {
                end = middle;
                reached = Math.min(reached, end);
            }
        }
        return Optional.empty();
    }

    /** Goes on from the page in growing strides until there is nothing, and then halves the last stride. */
    private void findEnd(long length) throws IOException {
        long stride = length;
        for (int i = 0; i < MOST_STRIDES && reached < end - stride; i++) {
            look(reached + stride);
            stride *= STRIDE;
        }
        for (int i = 0; i < REFINEMENTS && end - reached > 1; i++) {
            look(reached + (end - reached) / 2);
        }
    }

    private void look(long value) throws IOException {
        Optional<String> found = first(space.text(value)).filter(space::has);
        if (found.isPresent()) {
            reached = Math.max(value, space.value(found.get()));
        } else {
            end = value;
        }
    }

    /** The first entry of the rest behind a name. */
    private Optional<String> first(String name) throws IOException {
        probes++;
        return probe.firstAfter(name).filter(rest::reaches);
    }
}

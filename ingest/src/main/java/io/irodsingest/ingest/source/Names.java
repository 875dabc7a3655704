package io.irodsingest.ingest.source;

import io.irodsingest.ingesttasks.NameSum;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import io.irodsingest.common.state.SyncCache.NameHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Names of a directory in the order of their hashes, which is the order of the cache's buckets. Many of them are in a temporary
 * file, so that memory does not grow with a directory. For one thread.
 */
public final class Names implements AutoCloseable {
    private final Sorter sorter = new Sorter();
    private long sum;

    /** A name with what it is found by in the cache. */
    public record Name(RawPath raw, NameHash hash) {}

    public static Names of(Collection<RawPath> names) {
        Names all = new Names();
        try {
            for (RawPath name : names) {
                all.add(name);
            }
        } catch (IOException diskFull) {
            all.close();
            throw new UncheckedIOException(diskFull);
        }
        return all;
    }

    /** @throws IOException when there is no place for it */
    public void add(RawPath name) throws IOException {
        NameHash hash = NameHash.of(name);
        sum += hash.value();
        sorter.add(new SortedText(hash.value(), name.encoded()));
    }

    public long size() {
        return sorter.size();
    }

    /** What tells whether they are the same as before. */
    public NameSum print() {
        return new NameSum(size(), sum);
    }

    /** May be asked for several times. @throws IOException when they cannot be read again */
    public Iterator<Name> iterator() throws IOException {
        Iterator<SortedText> sorted = sorter.sorted();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return sorted.hasNext();
            }

            @Override
            public Name next() {
                SortedText next = sorted.next();
                return new Name(RawPath.parse(next.text()), new NameHash(next.key()));
            }
        };
    }

    /** All of them in memory. */
    List<Name> all() {
        List<Name> names = new ArrayList<>(Math.toIntExact(size()));
        try {
            iterator().forEachRemaining(names::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return names;
    }

    @Override
    public void close() {
        sorter.close();
    }
}

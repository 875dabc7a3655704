package io.irodsingest.ingest.source;

import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.Part;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The names in a directory or a part of it, in the order of their hashes, which is the order of the cache's buckets.
 *
 * @param directoryKey of the whole directory
 * @param looker looks at one of them
 * @param refused entries that have no place in a target
 * @param others parts of the directory, or of the part that was asked for, that are not listed here
 */
public record Listing(Directory directory, DirectoryKey directoryKey, List<Name> names, Looker looker,
        List<Refused> refused,
        List<Part> others) {
    /** More names than one bucket of the cache is good for. */
    private static final int LARGE = 2 * SyncCache.BUCKET_SIZE;

    /** A name with what it is found by in the cache. */
    public record Name(RawPath raw, NameHash hash) {}

    /**
     * An entry that is not handed on.
     *
     * @param path full source path
     * @param reason in one line for the user
     */
    public record Refused(RawPath path, String reason) {}

    /** Looks at an entry of the directory, links not followed; empty when nothing is there any more. */
    @FunctionalInterface
    public interface Looker {
        Optional<EntryStamp> look(RawPath name) throws IOException, UnavailableException, InterruptedException;
    }

    /** Of everything in it. */
    public static Listing of(Directory directory, DirectoryKey key, Collection<RawPath> names, Looker looker) {
        List<Name> sorted = names.stream().map(name -> new Name(name, NameHash.of(name)))
                .sorted((a, b) -> Long.compareUnsigned(a.hash().value(), b.hash().value())).toList();
        return new Listing(directory, key, sorted, looker, List.of(), List.of());
    }

    public Listing withRefused(List<Refused> entries) {
        return new Listing(directory, directoryKey, names, looker, List.copyOf(entries), others);
    }

    public Listing withOthers(List<Part> parts) {
        return new Listing(directory, directoryKey, names, looker, refused, List.copyOf(parts));
    }

    /** Where what is remembered of these names lies. */
    public DirectoryKey key() {
        return directoryKey.part(directory.part().map(Part::after));
    }

    /** Whether it has all of the directory. */
    public boolean isWhole() {
        return directory.part().isEmpty() && others.isEmpty();
    }

    public boolean isLarge() {
        return names.size() > LARGE;
    }
}

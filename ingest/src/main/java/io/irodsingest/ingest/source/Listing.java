package io.irodsingest.ingest.source;

import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingest.source.Names.Name;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is in a directory or a part of it. Whoever asked for it closes it.
 *
 * @param directoryKey of the whole directory
 * @param sorted the names
 * @param looker looks at one of them
 * @param refused entries that have no place in a target
 * @param others parts of the directory, or of the part that was asked for, that are not listed here
 */
public record Listing(Directory directory, DirectoryKey directoryKey, Names sorted, Looker looker,
        List<Refused> refused, List<DirectoryPart> others) implements AutoCloseable {
    /** More names than one bucket of the cache is good for. */
    private static final int LARGE = 2 * SyncCache.BUCKET_SIZE;

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
        return of(directory, key, Names.of(names), looker);
    }

    /** Of everything in it, which is closed with it. */
    public static Listing of(Directory directory, DirectoryKey key, Names names, Looker looker) {
        return new Listing(directory, key, names, looker, List.of(), List.of());
    }

    public Listing withRefused(List<Refused> entries) {
        return new Listing(directory, directoryKey, sorted, looker, List.copyOf(entries), others);
    }

    public Listing withOthers(List<DirectoryPart> parts) {
        return new Listing(directory, directoryKey, sorted, looker, refused, List.copyOf(parts));
    }

    /** All names in memory; for a listing that is not large. */
    public List<Name> names() {
        return sorted.all();
    }

    /** How many names there are. */
    public long size() {
        return sorted.size();
    }

    /** Where what is remembered of these names lies. */
    public DirectoryKey key() {
        return directoryKey.part(directory.part().map(DirectoryPart::after));
    }

    /** Whether it has all of the directory. */
    public boolean isWhole() {
        return directory.part().isEmpty() && others.isEmpty();
    }

    public boolean isLarge() {
        return size() > LARGE;
    }

    @Override
    public void close() {
        sorted.close();
    }
}

package io.irodsingest.ingest.source;

import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.ingesttasks.Directory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the entries of a job are. What keeps all of a source from being reached is an {@link UnavailableException}: work waits
 * for it; what is the matter with one entry is an {@link IOException}, which {@link #describe} puts into words. Belongs to the
 * thread of a task; contents of entries may be read by others.
 */
public interface Source {
    /** The source as a whole, when a pass begins. @throws IOException when it cannot be used; the message is for the user */
    Root root() throws IOException, UnavailableException, InterruptedException;

    /**
     * @param stamp what it is like
     * @param isEmpty whether nothing is in it
     */
    record Root(EntryStamp stamp, boolean isEmpty) {}

    /** Whether it divides large directories into parts. */
    boolean divides();

    /**
     * What is in a directory, or in a part of it; of a directory that is too large, the first part.
     *
     * @param divisions where the directory was divided before: the names behind which its parts begin, but for the first
     * @throws IOException when it cannot be listed whole
     */
    Listing list(Directory directory, DirectoryKey key, Set<String> divisions)
            throws IOException, UnavailableException, InterruptedException;

    /**
     * All names in a directory, also in one that is divided.
     *
     * @throws IOException when it cannot be listed whole
     */
    void names(RawPath directory, NameReader reader)
            throws IOException, UnavailableException, InterruptedException;

    /** Takes a name. */
    @FunctionalInterface
    interface NameReader {
        /** @throws IOException when there is no place for it */
        void take(RawPath name) throws IOException;
    }

    /** Some names in a directory, each of which is to be looked at. */
    Listing some(Directory directory, DirectoryKey key, List<RawPath> names);

    /**
     * Looks at entries, links not followed.
     *
     * @param paths full source paths
     * @param withTags whether tags are wanted too, where a source has them
     * @return what was seen at each, in their order
     */
    List<Seen> look(List<RawPath> paths, boolean withTags) throws UnavailableException, InterruptedException;

    /**
     * Looks at what entries of a list are said to be in, a link not followed.
     *
     * @param path full source path
     * @return what is there; empty for nothing
     * @throws IOException when it cannot be seen
     */
    default Optional<EntryStamp> directory(RawPath path)
            throws IOException, UnavailableException, InterruptedException {
        return look(List.of(path), false).getFirst().get().map(SourceEntry::stamp);
    }

    /** @throws UnavailableException when what went wrong while an entry was read is that all of the source is away */
    void checkOutage(IOException problem) throws UnavailableException;

    /** What went wrong with an entry, in one line for the user. The path is said elsewhere. */
    String describe(IOException problem);

    /** What was seen at a path: an entry, nothing, or why it could not be seen. */
    record Seen(Optional<SourceEntry> entry, Optional<IOException> problem) {
        public static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());

        public static Seen of(SourceEntry entry) {
            return new Seen(Optional.of(entry), Optional.empty());
        }

        public static Seen failed(IOException problem) {
            return new Seen(Optional.empty(), Optional.of(problem));
        }

        /** The entry, or empty when nothing is there. @throws IOException when it could not be seen */
        public Optional<SourceEntry> get() throws IOException {
            if (problem.isPresent()) {
                throw problem.get();
            }
            return entry;
        }
    }
}

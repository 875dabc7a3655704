package io.irodsingest.workerfilesystem;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.task.Task.Directory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a directory, complete and in the order of their hashes, which is the order of the cache's buckets.
 *
 * @param path where the directory is
 */
record Listing(Directory directory, DirectoryKey key, Path path, List<Name> names) {
    /** More names than one bucket of the cache is good for. */
    private static final int LARGE = 2 * SyncCache.BUCKET_SIZE;

    /** A name with what it is found by in the cache. */
    record Name(RawPath raw, NameHash hash) {}

    /** @throws IOException when the directory cannot be listed whole */
    static Listing of(Directory directory, DirectoryKey key, Path path) throws IOException {
        List<Name> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                RawPath name = RawPath.of(entry).name();
                names.add(new Name(name, NameHash.of(name)));
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        names.sort((a, b) -> Long.compareUnsigned(a.hash().value(), b.hash().value()));
        return new Listing(directory, key, path, names);
    }

    /** Some names in a directory. */
    static Listing ofNames(Directory directory, DirectoryKey key, Path path, List<RawPath> names) {
        return new Listing(directory, key, path,
                names.stream().map(name -> new Name(name, NameHash.of(name))).toList());
    }

    boolean isLarge() {
        return names.size() > LARGE;
    }
}

package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.workers3.key.KeyRange;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The objects of a bucket below a prefix; common prefixes are its directories. */
final class S3Source implements Source {
    /** A prefix has no time of its own. */
    private static final EntryStamp DIRECTORY = new EntryStamp(EntryKind.DIRECTORY, 0, 0, 0, 0);

    private static final Logger LOG = LoggerFactory.getLogger(S3Source.class);

    private final IngestSpec spec;
    private final Bucket bucket;
    private final ObjectKeys keys;

    S3Source(IngestSpec spec, Bucket bucket, ObjectKeys keys) {
        this.spec = spec;
        this.bucket = bucket;
        this.keys = keys;
    }

    @Override
    public Root root() throws IOException, UnavailableException, InterruptedException {
        return new Root(DIRECTORY, ask(() -> isEmpty(keys.prefix())));
    }

    private boolean isEmpty(String prefix) throws IOException {
        List<ListedPage> first = new ArrayList<>();
        new PrefixListing(bucket, prefix).read(KeyRange.ALL, 2, page -> {
            first.add(page);
            return page.names().isEmpty();
        });
        return first.getLast().names().isEmpty();
    }

    @Override
    public boolean divides() {
        return true;
    }

    @Override
    public Listing list(Directory directory, DirectoryKey key, Set<String> divisions)
            throws IOException, UnavailableException, InterruptedException {
        return ask(() -> new PartListing(bucket, keys, directory, divisions).read(key));
    }

    @Override
    public void names(RawPath directory, NameReader reader)
            throws IOException, UnavailableException, InterruptedException {
        try {
            read(directory, reader);
        } catch (UncheckedIOException noPlace) {
            throw noPlace.getCause();
        }
    }

    private void read(RawPath directory, NameReader reader)
            throws IOException, UnavailableException, InterruptedException {
        ask(() -> {
            new PrefixListing(bucket, keys.directoryPrefix(directory)).read(KeyRange.ALL, PrefixListing.LARGEST_PAGE,
                    page -> {
                        ListedNames names = new ListedNames(bucket.name(), keys);
                        names.take(page);
                        names.names().forEach(name -> take(name, reader));
                        return true;
                    });
            return null;
        });
    }

    private static void take(RawPath name, NameReader reader) {
        try {
            reader.take(name);
        } catch (IOException noPlace) {
            throw new UncheckedIOException(noPlace);
        }
    }

    @Override
    public Listing some(Directory directory, DirectoryKey key, List<RawPath> names) {
        RawPath path = spec.source().resolve(directory.path());
        return Listing.of(directory, key, names,
                name -> ask(() -> lookAt(path.resolve(name), false)).map(SourceEntry::stamp));
    }

    /** What a key says to be in is a directory because it says so. */
    @Override
    public Optional<EntryStamp> directory(RawPath path) {
        return Optional.of(DIRECTORY);
    }

    /** A store answers many questions at a time as fast as one. What is not wanted beyond a listing, a listing tells. */
    @Override
    public List<Seen> look(List<RawPath> paths, boolean withTags) throws UnavailableException, InterruptedException {
        Map<String, ListedObject> listed = wantsMetadata() ? Map.of() : listed(paths);
        List<Future<Seen>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (RawPath path : paths) {
                    Optional<ListedObject> object = key(path).map(listed::get);
                    asked.add(object.isPresent()
                            ? CompletableFuture.completedFuture(Seen.of(new ObjectEntry(bucket,
                                    S3Object.of(object.get()), Map.of())))
                            : threads.submit(() -> seen(path, withTags && !bucket.store().ignoreTags())));
                }
                List<Seen> seen = new ArrayList<>();
                for (Future<Seen> one : asked) {
                    seen.add(one.get());
                }
                return seen;
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                switch (failed.getCause()) {
                    case UnavailableException away -> throw away;
                    case InterruptedException ending -> throw ending;
                    default -> throw new IllegalStateException(failed.getCause());
                }
            } catch (InterruptedException ending) {
                threads.shutdownNow();
                throw ending;
            }
        }
    }

    /** What an upload is compared with, and what event handlers see, no listing tells. */
    private boolean wantsMetadata() {
        return spec.handler().isPresent() || !spec.operation().registers();
    }

    /** Those that a listing tells of; none when it may not be asked. */
    private Map<String, ListedObject> listed(List<RawPath> paths) throws UnavailableException, InterruptedException {
        List<String> wanted = paths.stream().flatMap(path -> key(path).stream()).toList();
        try {
            return wanted.size() < ListedLook.LEAST ? Map.of() : ask(() -> ListedLook.look(bucket, wanted));
        } catch (IOException refused) {
            LOG.debug("objects are looked at one by one: {}", refused.getMessage());
            return Map.of();
        }
    }

    /** The key of an object below the source; empty for what has none. */
    private Optional<String> key(RawPath path) {
        return path.equals(spec.source())
                ? Optional.empty()
                : Optional.of(keys.key(relative(path))).filter(key -> keys.objection(key).isEmpty());
    }

    private RawPath relative(RawPath path) {
        return new RawPath(path.encoded().substring(spec.source().encoded().length() + 1));
    }

    private Seen seen(RawPath path, boolean withTags) throws UnavailableException, InterruptedException {
        try {
            return ask(() -> lookAt(path, withTags)).map(Seen::of).orElse(Seen.NOTHING);
        } catch (IOException refused) {
            return Seen.failed(refused);
        } catch (RuntimeException unforeseen) {
            // nothing that happens with one object is to take away the others that were looked at with it
            LOG.error("{} cannot be looked at", path, unforeseen);
            return Seen.failed(new IOException("it cannot be looked at: " + unforeseen, unforeseen));
        }
    }

    private Optional<SourceEntry> lookAt(RawPath path, boolean withTags) throws IOException {
        if (path.equals(spec.source())) {
            return Optional.of(new PrefixEntry(DIRECTORY));
        }
        String key = keys.key(relative(path));
        Optional<String> objection = keys.objection(key);
        if (objection.isPresent()) {
            throw new IOException(objection.get());
        }
        try {
            S3Object object = S3Object.head(bucket, key);
            return Optional.of(new ObjectEntry(bucket, object, withTags ? object.tags(bucket) : Map.of()));
        } catch (NoSuchFileException missing) {
            return isDirectory(key + '/') ? Optional.of(new PrefixEntry(DIRECTORY)) : Optional.empty();
        }
    }

    /** Whether a prefix has objects, or an object of its name, which stands for a directory that is empty. */
    private boolean isDirectory(String prefix) throws IOException {
        if (!isEmpty(prefix)) {
            return true;
        }
        try {
            S3Object.head(bucket, prefix);
            return true;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    @Override
    public void checkOutage(IOException problem) throws UnavailableException {
        if (problem instanceof StoreUnavailableException) {
            throw new UnavailableException(Dependency.S3, bucket.store().endpoint(), problem.getMessage(), problem);
        }
    }

    @Override
    public String describe(IOException problem) {
        return problem instanceof FileSystemException told && told.getReason() != null
                ? told.getReason()
                : String.valueOf(problem.getMessage());
    }

    /** Asks a store something. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private <T> T ask(Question<T> question) throws IOException, UnavailableException, InterruptedException {
        try {
            return question.ask();
        } catch (ClosedByInterruptException ending) {
            Thread.interrupted();
            throw new InterruptedException("the job was stopped");
        } catch (IOException problem) {
            checkOutage(problem);
            throw problem;
        }
    }
}

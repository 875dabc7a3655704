package io.irodsingest.ingest.entry;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Files in memory, which are only looked at and read. */
final class BytesSource implements Source {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    /** @param name of the file, directly in the source */
    BytesSource with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** How often contents were opened. */
    int opened() {
        return opened.get();
    }

    @Override
    public List<Seen> look(List<RawPath> paths, boolean withTags) {
        return paths.stream().map(path -> Optional.ofNullable(files.get(path.name().encoded()))
                .map(bytes -> Seen.of(new BytesEntry(bytes, opened))).orElse(Seen.NOTHING)).toList();
    }

    private record BytesEntry(byte[] bytes, AtomicInteger opened) implements SourceEntry, Content {
        @Override
        public EntryStamp stamp() {
            return new EntryStamp(EntryKind.REGULAR, bytes.length, bytes.length, 0, 0);
        }

        @Override
        public Content content() {
            return this;
        }

        @Override
        public Attributes attributes() {
            return Attributes.NONE;
        }

        @Override
        public Optional<String> linkTarget() {
            return Optional.empty();
        }

        @Override
        public ReadableByteChannel open(long from, long length) {
            opened.incrementAndGet();
            return Channels.newChannel(new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from));
        }

        @Override
        public void checkUnchanged() {
            // nobody changes it
        }
    }

    @Override
    public Root root() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean divides() {
        return false;
    }

    @Override
    public Listing list(Directory directory, DirectoryKey key, Set<String> divisions) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void names(RawPath directory, Consumer<RawPath> reader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Listing some(Directory directory, DirectoryKey key, List<RawPath> names) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkOutage(IOException problem) {
        // memory is never away
    }

    @Override
    public String describe(IOException problem) {
        return problem.getMessage();
    }
}

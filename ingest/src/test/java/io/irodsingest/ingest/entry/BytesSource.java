package io.irodsingest.ingest.entry;

import io.irodsingest.common.handler.Attributes;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, which are only looked at and read. */
final class BytesSource implements Source {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Set<String> vanishing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    /** @param name of the file, directly in the source */
    BytesSource with(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** A file that is gone as soon as somebody has read a part of it. */
    BytesSource vanishing(String name, byte[] bytes) {
        vanishing.add(name);
        return with(name, bytes);
    }

    /** How often contents were opened. */
    int opened() {
        return opened.get();
    }

    @Override
    public List<Seen> look(List<RawPath> paths, boolean withTags) {
        return paths.stream().map(path -> path.name().encoded()).map(name -> files.containsKey(name)
                ? Seen.of(new BytesEntry(this, name, files.get(name)))
                : Seen.NOTHING).toList();
    }

    private ReadableByteChannel open(String name, byte[] bytes, int from) {
        opened.incrementAndGet();
        InputStream whole = new ByteArrayInputStream(bytes, from, bytes.length - from);
        return Channels.newChannel(!vanishing.contains(name)
                ? whole
                : new SequenceInputStream(new ByteArrayInputStream(bytes, from, (bytes.length - from) / 2),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                files.remove(name);
                                throw new IOException("it is gone");
                            }
                        }));
    }

    private record BytesEntry(BytesSource source, String name, byte[] bytes) implements SourceEntry, Content {
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
            return source.open(name, bytes, (int) from);
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
    public void names(RawPath directory, NameReader reader) {
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

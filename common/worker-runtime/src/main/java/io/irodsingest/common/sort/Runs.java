package io.irodsingest.common.sort;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/** Sorted runs of texts in one temporary file: of each text its key, its length in bytes and its bytes in UTF-8. */
final class Runs implements AutoCloseable {
    private static final int BUFFER = 32 * 1024;

    private final FileChannel file;
    private final List<Region> regions = new ArrayList<>();

    private record Region(long from, long to) {}

    Runs() throws IOException {
        Path path = Files.createTempFile("irods-ingest-", ".names");
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Adds a run. @param sorted in order */
    void write(List<SortedText> sorted) throws IOException {
        long from = file.size();
        DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(file.position(from)), BUFFER));
        for (SortedText one : sorted) {
            byte[] bytes = one.text().getBytes(StandardCharsets.UTF_8);
            out.writeLong(one.key());
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
        regions.add(new Region(from, file.size()));
    }

    /** All runs and one more, in order. */
    Iterator<SortedText> mergedWith(Iterator<SortedText> more) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>();
        for (Region region : regions) {
            Head.of(new RunReader(region)).ifPresent(heads::add);
        }
        Head.of(more).ifPresent(heads::add);
        return new Merge(heads);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("a temporary file cannot be closed", failed);
        }
    }

    /** The next text of a run. */
    private record Head(SortedText text, Iterator<SortedText> rest) implements Comparable<Head> {
        static Optional<Head> of(Iterator<SortedText> run) {
            return run.hasNext() ? Optional.of(new Head(run.next(), run)) : Optional.empty();
        }

        @Override
        public int compareTo(Head other) {
            return text.compareTo(other.text);
        }
    }

    private record Merge(PriorityQueue<Head> heads) implements Iterator<SortedText> {
        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public SortedText next() {
            if (heads.isEmpty()) {
                throw new NoSuchElementException();
            }
            Head first = heads.remove();
            Head.of(first.rest()).ifPresent(heads::add);
            return first.text();
        }
    }

    private final class RunReader implements Iterator<SortedText> {
        private final DataInputStream in;
        private final Region region;
        private long at;

        RunReader(Region region) {
            this.region = region;
            this.at = region.from();
            this.in = new DataInputStream(new BufferedInputStream(new RegionStream(region), BUFFER));
        }

        @Override
        public boolean hasNext() {
            return at < region.to();
        }

        @Override
        public SortedText next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                long key = in.readLong();
                byte[] bytes = in.readNBytes(in.readInt());
                at += Long.BYTES + Integer.BYTES + bytes.length;
                return new SortedText(key, new String(bytes, StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("a temporary file cannot be read", unreadable);
            }
        }
    }

    /** Reads a part of the file, which others read at the same time. */
    private final class RegionStream extends InputStream {
        private final Region region;
        private long at;

        RegionStream(Region region) {
            this.region = region;
            this.at = region.from();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int most = (int) Math.min(length, region.to() - at);
            if (most == 0) {
                return -1;
            }
            int got = file.read(ByteBuffer.wrap(into, from, most), at);
            at += Math.max(got, 0);
            return got;
        }
    }
}

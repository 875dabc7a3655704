package io.irodsingest.workers3.checksum;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether what is read of an object has the checksum that its store keeps. The parts may be read in any order and by several
 * threads; when the algorithm cannot put together what was computed of parts, only an object that is read as one is compared.
 * Thread-safe.
 */
public final class Verification {
    private final long size;
    private final Optional<StoredChecksum> stored;
    /** By where they begin. */
    private final Map<Long, Part> parts = new HashMap<>();
    private boolean over;

    private record Part(byte[] checksum, long end) {}

    /**
     * @param size bytes of the object
     * @param stored empty when nothing is to be compared
     */
    public Verification(long size, Optional<StoredChecksum> stored) {
        this.size = size;
        this.stored = stored;
    }

    /** A part that is going to be read. @param end the place behind its last byte */
    public synchronized ReadPart part(long from, long end) {
        if (over || from >= end || stored.isEmpty()) {
            return ReadPart.UNSEEN;
        }
        ChecksumAlgorithm algorithm = stored.get().algorithm();
        return algorithm.combines() || from == 0 && end == size
                ? new Computed(from, end, algorithm.start())
                : ReadPart.UNSEEN;
    }

    /**
     * Compares, if the parts that were read to their ends are all of the object; a part of an object has no checksum that a store
     * would know. What is read after this is not looked at.
     *
     * @throws IOException that says so when the checksum is another one
     */
    public synchronized void check() throws IOException {
        over = true;
        Optional<byte[]> read = checksum();
        if (read.isEmpty()) {
            return;
        }
        StoredChecksum kept = stored.orElseThrow();
        String found = kept.write(read.get());
        if (!found.equals(kept.text())) {
            throw new IOException("what was read from the store has the " + kept.algorithm() + ' ' + found
                    + ", S3 keeps " + kept.describe());
        }
    }

    /** Of the whole object, when all of it was read. */
    private Optional<byte[]> checksum() {
        Part all = parts.get(0L);
        while (all != null && all.end() < size) {
            Part next = parts.get(all.end());
            all = next == null ? null : joined(all, next);
        }
        return Optional.ofNullable(all).map(Part::checksum);
    }

    private Part joined(Part first, Part second) {
        return new Part(stored.orElseThrow().algorithm().combine(first.checksum(), second.checksum(),
                second.end() - first.end()), second.end());
    }

    private synchronized void ended(long from, Part part) {
        parts.put(from, part);
    }

    private final class Computed implements ReadPart {
        private final long from;
        private final long end;
        private final RunningChecksum running;

        Computed(long from, long end, RunningChecksum running) {
            this.from = from;
            this.end = end;
            this.running = running;
        }

        @Override
        public void read(byte[] bytes, int first, int count) {
            running.update(bytes, first, count);
        }

        @Override
        public void ended() {
            Verification.this.ended(from, new Part(running.value(), end));
        }
    }
}

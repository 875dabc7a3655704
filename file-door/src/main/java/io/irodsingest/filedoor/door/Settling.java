package io.irodsingest.filedoor.door;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How long files have not changed while this process looked. Times of files are only compared with each other: the clock of the machine
 * that wrote one may be another. Not thread-safe.
 */
final class Settling {
    private final long settleNanos;
    private final LongSupplier nanos;
    private final Map<Path, Seen> files = new HashMap<>();

    private record Seen(Fingerprint fingerprint, long since) {}

    /** @param nanos as {@link System#nanoTime}, which no change of the clock moves */
    Settling(Duration settle, LongSupplier nanos) {
        this.settleNanos = settle.toNanos();
        this.nanos = nanos;
    }

    /** Looks at a file, and tells whether it has stayed as it is for long enough. */
    boolean isQuiet(Path file, Fingerprint fingerprint) {
        long now = nanos.getAsLong();
        Seen before = files.get(file);
        if (before == null || !before.fingerprint().equals(fingerprint)) {
            files.put(file, new Seen(fingerprint, now));
            return false;
        }
        return now - before.since() >= settleNanos;
    }

    /** A file that was quiet is elsewhere now, by our own hand. */
    void moved(Path from, Path to, Fingerprint fingerprint) {
        Seen before = files.remove(from);
        if (before != null) {
            files.put(to, new Seen(fingerprint, before.since()));
        }
    }

    /** Looks anew at a file. */
    void forget(Path file) {
        files.remove(file);
    }

    /** Forgets all others. */
    void retain(Set<Path> there) {
        files.keySet().retainAll(there);
    }
}

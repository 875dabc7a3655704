package io.irodsingest.filedoor.door;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How long files have not changed while this process looked. Times of files are only compared with each other: the clock of the machine
 * that wrote one may be another. Not thread-safe.
 *
 * @param <F> what names a file
 * @param <P> by what its changes are seen
 */
final class Settling<F, P> {
    private final long settleNanos;
    private final LongSupplier nanos;
    private final Map<F, Seen<P>> files = new HashMap<>();

    private record Seen<P>(P fingerprint, long since) {}

    /** @param nanos as {@link System#nanoTime}, which no change of the clock moves */
    Settling(Duration settle, LongSupplier nanos) {
        this.settleNanos = settle.toNanos();
        this.nanos = nanos;
    }

    /** Looks at a file, and tells whether it has stayed as it is for long enough. */
    boolean isQuiet(F file, P fingerprint) {
        long now = nanos.getAsLong();
        Seen<P> before = files.get(file);
        if (before == null || !before.fingerprint().equals(fingerprint)) {
            files.put(file, new Seen<>(fingerprint, now));
            return false;
        }
        return now - before.since() >= settleNanos;
    }

    /** A file that was quiet is elsewhere now, by our own hand. */
    void moved(F from, F to, P fingerprint) {
        Seen<P> before = files.remove(from);
        if (before != null) {
            files.put(to, new Seen<>(fingerprint, before.since()));
        }
    }

    /** Looks anew at a file. */
    void forget(F file) {
        files.remove(file);
    }

    /** Forgets all others. */
    void retain(Set<F> there) {
        files.keySet().retainAll(there);
    }
}

package io.irodsingest.miniirods.request;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The data objects that are open for writing, in all sessions: which replica, by which token others may join, and
 * what to restore when nothing comes of it. A data object has at most one replica open for writing. Thread-safe.
 */
public final class OpenReplicas {
    private final Map<Long, Lock> locks = new HashMap<>();

    OpenReplicas() {}

    /** A data object that is being written. Its counters are guarded by the table. */
    public static final class Lock {
        private final long dataId;
        private final int number;
        private final String token = UUID.randomUUID().toString();
        /** Statuses of all replicas by number, as they were before. */
        private final Map<Integer, Integer> before;
        private int writers = 1;
        private boolean changed;

        private Lock(long dataId, int number, Map<Integer, Integer> before) {
            this.dataId = dataId;
            this.number = number;
            this.before = before;
        }

        long dataId() {
            return dataId;
        }

        int number() {
            return number;
        }

        public String token() {
            return token;
        }

        Map<Integer, Integer> before() {
            return before;
        }
    }

    /** Locks a data object for its first writer; null when it is locked. */
    public synchronized Lock lock(long dataId, int number, Map<Integer, Integer> before) {
        if (locks.containsKey(dataId)) {
            return null;
        }
        Lock lock = new Lock(dataId, number, Map.copyOf(before));
        locks.put(dataId, lock);
        return lock;
    }

    /** A writer that keeps nobody out and that nobody knows of. */
    public static Lock withoutLocking(long dataId, int number) {
        return new Lock(dataId, number, Map.of());
    }

    /** One more writer of the replica that the token was given for; null when it is another one. */
    public synchronized Lock join(long dataId, int number, String token) {
        Lock lock = locks.get(dataId);
        if (lock == null || lock.number != number || !lock.token.equals(token)) {
            return null;
        }
        lock.writers++;
        return lock;
    }

    public synchronized boolean locked(long dataId) {
        return locks.containsKey(dataId);
    }

    public synchronized void changed(Lock lock) {
        lock.changed = true;
    }

    public synchronized boolean hasChanged(Lock lock) {
        return lock.changed;
    }

    /** A writer leaves. Whoever leaves as the last one, or ends the writing, unlocks. */
    public synchronized void leave(Lock lock, boolean end) {
        lock.writers--;
        if (end || lock.writers == 0) {
            locks.remove(lock.dataId, lock);
        }
    }

    /** Whether the lock still stands, and this writer is the last one. */
    synchronized boolean lastWriter(Lock lock) {
        return locks.get(lock.dataId) == lock && lock.writers == 1;
    }

    synchronized boolean holds(Lock lock) {
        return locks.get(lock.dataId) == lock;
    }
}

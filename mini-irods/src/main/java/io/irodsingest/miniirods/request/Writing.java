package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.Release;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statuses of a data object's replicas while one of them is written, and at the end of it. */
public final class Writing {
    private static final Release LOCKS_SINCE = new Release(4, 2, 9);

    private Writing() {}

    /**
     * Whether an object that is being written is locked and its statuses tell. Before 4.2.9 a new replica is good as soon
     * as it is open, several may write, and what is given up stays as it is.
     */
    public static boolean locks(SessionState session) {
        return session.release().isAtLeast(LOCKS_SINCE);
    }

    /** Locks an object that is at rest: the replica becomes intermediate, the others write-locked. */
    public static OpenReplicas.Lock begin(SessionState session, List<Replica> replicas, Replica target)
            throws SQLException {
        if (!locks(session)) {
            return OpenReplicas.withoutLocking(target.dataId(), target.number());
        }
        Map<Integer, Integer> before = new HashMap<>();
        replicas.forEach(replica -> before.put(replica.number(), replica.status()));
        OpenReplicas.Lock lock = session.services().openReplicas().lock(target.dataId(), target.number(), before);
        if (lock != null) {
            for (Replica replica : replicas) {
                session.catalog().dataObjects().status(session.db(), replica.dataId(), replica.number(),
                        replica.number() == target.number() ? Replica.INTERMEDIATE : Replica.WRITE_LOCKED);
            }
        }
        return lock;
    }

    /**
     * Ends the writing: the replica gets the status that is given, good or for a wrong checksum stale; the others are
     * stale when it changed, else what they were.
     */
    public static void finish(SessionState session, OpenReplicas.Lock lock, Replica written, boolean newSize,
            String checksum) throws SQLException, IrodsException {
        boolean changed = session.services().openReplicas().hasChanged(lock);
        DataObjects objects = session.catalog().dataObjects();
        if (!locks(session)) {
            if (!changed) {
                return;
            }
            objects.staleAllBut(session.db(), written.dataId(), written.number());
        }
        restoreOthers(session, lock, changed);
        long size = newSize ? Vaults.size(written.path()) : written.size();
        String modified = changed ? Times.now() : written.modified();
        String kept = checksum != null || changed
                ? java.util.Objects.requireNonNullElse(checksum, "")
                : written.checksum();
        objects.update(session.db(), written.withContent(size, kept, modified));
        session.db().afterCommit(() -> session.services().openReplicas().leave(lock, true));
    }

    /** A writer that did not close its replica: when it was the one that opened it first, the replica is stale. */
    static void abandon(SessionState session, OpenReplicas.Lock lock, boolean primary) throws SQLException {
        OpenReplicas open = session.services().openReplicas();
        if (open.holds(lock) && (primary || open.lastWriter(lock))) {
            restoreOthers(session, lock, open.hasChanged(lock));
            session.catalog().dataObjects().status(session.db(), lock.dataId(), lock.number(), Replica.STALE);
            open.leave(lock, true);
        } else {
            open.leave(lock, false);
        }
    }

    private static void restoreOthers(SessionState session, OpenReplicas.Lock lock, boolean stale)
            throws SQLException {
        for (Map.Entry<Integer, Integer> other : lock.before().entrySet()) {
            if (other.getKey() != lock.number()) {
                session.catalog().dataObjects().status(session.db(), lock.dataId(), other.getKey(),
                        stale ? Replica.STALE : other.getValue());
            }
        }
    }
}

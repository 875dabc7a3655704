package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.Decision;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.common.sync.Likeness;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.source.Source;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

/**
 * Finds out whether the target has what the source has already, of entries of which nothing is remembered, so that no bytes move
 * that need not.
 */
final class Contents {
    private final Compare how;
    private final Source source;
    private final boolean computes;
    private final ConnectionLosses<SyncItem> losses;

    /** @param computes whether the server may be asked to compute a checksum, which changes the catalog */
    Contents(Compare how, Source source, boolean computes, ConnectionLosses<SyncItem> losses) {
        this.losses = losses;
        this.how = how;
        this.source = source;
        this.computes = computes;
    }

    /** Compares an item that is to be uploaded and nothing is known of; the item notes what came of it, or why it failed. */
    void compare(IrodsSession session, SyncItem item, Existing existing)
            throws UnavailableException, InterruptedException {
        Operation operation = item.wish().operation();
        if (operation != Operation.PUT_SYNC && operation != Operation.PUT_APPEND || how == Compare.NEVER
                || item.change() != Change.NEW || item.dealings().sent().isPresent()) {
            return;
        }
        Optional<Replica> replica = Decision.comparable(item.wish(), item.entry(), existing);
        if (replica.isPresent() && isSame(session, item, replica.get())) {
            item.isInStep();
        }
    }

    /** Whether what PUT leaves alone is, by all that catalog and source tell, what the source has. */
    static boolean seemsInStep(SyncItem item, Existing existing) {
        return Decision.comparable(item.wish(), item.entry(), existing)
                .filter(replica -> bySizeAndTime(item, replica) == Likeness.SAME).isPresent();
    }

    private static Likeness bySizeAndTime(SyncItem item, Replica replica) {
        return Likeness.bySizeAndTime(item.entry(), item.stamp().changed().getEpochSecond(),
                replica);
    }

    private boolean isSame(IrodsSession session, SyncItem item, Replica replica)
            throws UnavailableException, InterruptedException {
        Likeness likeness = how == Compare.QUICK
                ? bySizeAndTime(item, replica)
                : Likeness.bySize(item.entry(), replica);
        if (likeness != Likeness.UNKNOWN) {
            return likeness == Likeness.SAME;
        }
        Optional<CatalogChecksum> checksum = CatalogChecksum.of(checksum(session, item, replica));
        if (checksum.isEmpty()) {
            return false;
        }
        try {
            boolean same = checksum.get().of(item.seen().content(), item.stamp().size()).equals(checksum.get().text());
            if (!same && item.wish().operation() == Operation.PUT_APPEND) {
                item.fail(
                        "the data object has as many bytes as the source, but another checksum, and PUT_APPEND only adds:"
                                + " PUT_SYNC would replace it");
            }
            return same;
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            // the upload meets it too, and knows what to do about it
            return false;
        }
    }

    private String checksum(IrodsSession session, SyncItem item, Replica replica)
            throws UnavailableException, InterruptedException {
        if (!replica.checksum().isEmpty() || how != Compare.CHECKSUM || !computes) {
            return replica.checksum();
        }
        try {
            return losses.during(List.of(item), () -> session.checksum(item.logicalPath(), replica.number()));
        } catch (IrodsException cannotBeRead) {
            // what the server cannot read is to be replaced
            return "";
        }
    }
}

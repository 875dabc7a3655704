package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsRequest.Checksum;
import io.irodsingest.common.irods.IrodsRequest.ChecksumOperation;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Uploaded;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.ingest.bundle.Archive;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what came in an archive, or may have come, also in one of a worker that had the task before. The server takes for good
 * what it has unpacked, even if its disk was full and there are zeros; so it is asked for a checksum of each file, and what is not
 * right is made stale, and uploaded by itself. Belongs to one thread.
 */
final class Unpacked {
    private static final Logger LOG = LoggerFactory.getLogger(Unpacked.class);
    private static final String SHA_256 = "sha2:";

    private final Source source;
    private final ConnectionLosses<SyncItem> losses;
    /** Items that were sent, and the SHA-256 of each in base64. */
    private final Map<SyncItem, String> sent = new HashMap<>();

    Unpacked(Source source, ConnectionLosses<SyncItem> losses) {
        this.source = source;
        this.losses = losses;
    }

    /** @param digests what is sent now, with the SHA-256 of each in base64 */
    void expect(Map<SyncItem, String> digests) {
        sent.putAll(digests);
    }

    /**
     * Verifies what is there. What has another size than the source did not come in an archive, and is decided on like anything that
     * exists.
     *
     * @param existing what exists of items of which that was asked
     * @return items that were not right, about which the server has to be asked once more
     */
    Set<SyncItem> verify(IrodsSession session, List<SyncItem> items, Map<SyncItem, Existing> existing)
            throws UnavailableException, IrodsException, InterruptedException {
        Map<SyncItem, Replica> found = new LinkedHashMap<>();
        for (SyncItem item : items) {
            if (mayHaveCome(item)) {
                good(item, existing.get(item)).filter(replica -> replica.size() == item.entry().bytes())
                        .ifPresentOrElse(replica -> found.put(item, replica), item::nothingIsClosed);
            }
        }
        Set<SyncItem> wrong = new HashSet<>();
        for (List<SyncItem> together : losses.groups(found.keySet())) {
            List<Reply> replies = losses.during(together, () -> session.perform(together.stream()
                    .map(item -> new Checksum(item.logicalPath(), ChecksumOperation.COMPUTE, false, false)).toList()));
            for (int i = 0; i < together.size(); i++) {
                SyncItem item = together.get(i);
                if (item.closed().isEmpty()) {
                    item.closes(item.dealings().sent().orElse(IngestCount.UPLOADED));
                }
                if (replies.get(i).isOk() && isRight(item, replies.get(i).message())) {
                    item.verified();
                } else if (!compare(session, item, found.get(item))) {
                    wrong.add(item);
                }
            }
        }
        if (!wrong.isEmpty()) {
            LOG.info("{} of {} files that came in an archive are not right, as when the server's disk is full; they are"
                    + " uploaded one by one", wrong.size(), found.size());
        }
        return wrong;
    }

    /** Uploads of such a size are closed only when they come in archives. */
    private boolean mayHaveCome(SyncItem item) {
        return !item.isVerified() && (sent.containsKey(item)
                || item.closed().isPresent() && item.entry().bytes() <= Archive.LARGEST_FILE);
    }

    private static Optional<Replica> good(SyncItem item, Existing existing) {
        return existing instanceof Existing.DataObject(List<Replica> replicas)
                ? replicas.stream().filter(replica -> replica.status() == Status.GOOD)
                        .filter(replica -> item.wish().resource().map(replica::isBelow).orElse(true)).findFirst()
                : Optional.empty();
    }

    private boolean isRight(SyncItem item, String checksum) throws UnavailableException, InterruptedException {
        if (checksum.startsWith(SHA_256) && sent.containsKey(item)) {
            return checksum.equals(SHA_256 + sent.get(item));
        }
        Optional<CatalogChecksum> known = CatalogChecksum.of(checksum);
        try {
            return known.isPresent()
                    && known.get().of(item.seen().content(), item.entry().bytes()).equals(known.get().text());
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            return false;
        }
    }

    /** Compares a replica once more, and makes it stale when it is wrong. Returns whether it is right. */
    private boolean compare(IrodsSession session, SyncItem item, Replica replica)
            throws UnavailableException, IrodsException, InterruptedException {
        Uploaded uploaded = new Uploaded(item.logicalPath(), replica.number(), item.entry().bytes(), true);
        try {
            losses.during(List.of(item), () -> {
                session.verify(uploaded, item.seen().content());
                return null;
            });
            item.verified();
            return true;
        } catch (IrodsException different) {
            again(item, new Reply(different.status(), different.getMessage()).describe());
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            again(item, source.describe(unreadable));
        }
        return false;
    }

    private static void again(SyncItem item, String reason) {
        LOG.debug("{} came in an archive and is not right: {}", item.logicalPath(), reason);
        item.nothingIsClosed();
        if (item.dealings().askAgain()) {
            item.fail("it came in an archive and is not right: " + reason);
        }
    }
}

package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingest.bundle.Archive;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.Bundling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads small new files of a collection together: an archive that the server unpacks. What comes of it, {@link Unpacked} finds out;
 * whatever is not there afterwards is uploaded by itself. A file goes into an archive once at most. Belongs to one thread.
 */
final class Bundles {
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    /** The server cuts off a path, logical or physical, of more than 1,087 bytes; so much is left for that of a vault. */
    private static final int LONGEST_PATH = 800;

    private final Bundling how;
    private final Source source;
    private final Staging staging;
    private final ConnectionLosses<SyncItem> losses;
    private final ClosedUploads closed;
    private final Unpacked unpacked;
    private final Set<SyncItem> tried = new HashSet<>();
    private final List<String> archives = new ArrayList<>();

    /** Files that go together. */
    private record Place(String collection, Optional<String> resource) {}

    Bundles(Bundling how, Source source, Staging staging, ConnectionLosses<SyncItem> losses, ClosedUploads closed,
            Unpacked unpacked) {
        this.how = how;
        this.source = source;
        this.staging = staging;
        this.losses = losses;
        this.closed = closed;
        this.unpacked = unpacked;
    }

    /** Removes archives that are left: of a worker that had the task before, or whose connection was lost. */
    void removeLeft(IrodsSession session) throws UnavailableException {
        archives.addAll(closed.takeArchives());
        // once only: a removal that breaks its connection must not fail entries, and the end of the pass removes what is left
        List<String> left = List.copyOf(archives);
        archives.clear();
        if (!left.isEmpty()) {
            Staging.remove(session, left).ifPresent(refused -> LOG.warn("{} stays until the pass ends: {}", left,
                    refused.describe()));
        }
    }

    /**
     * Sends those of some uploads together that are worth it.
     *
     * @return the ones that may be there now, about which the server has to be asked
     */
    Set<SyncItem> send(IrodsSession session, Map<SyncItem, Action> decided)
            throws UnavailableException, IrodsException, InterruptedException {
        Set<SyncItem> sent = new HashSet<>();
        Map<Place, List<SyncItem>> places = new LinkedHashMap<>();
        decided.forEach((item, action) -> {
            if (isFit(item, action)) {
                places.computeIfAbsent(new Place(item.collection(), item.wish().resource()), at -> new ArrayList<>())
                        .add(item);
            }
        });
        for (List<SyncItem> together : places.values()) {
            for (List<SyncItem> unsuspected : losses.groups(together)) {
                for (List<SyncItem> portion : portions(unsuspected)) {
                    sent.addAll(send(session, portion, decided));
                }
            }
        }
        return sent;
    }

    /**
     * A collection with an apostrophe is not looked up by the server, which puts its name into a query as it is (checkCollAccessPerm
     * in collection.cpp, tag 5.0.2). What another worker may be at as well is not sent by both in archives.
     */
    private boolean isFit(SyncItem item, Action action) {
        return how.isOn() && action instanceof Action.Upload upload && !upload.overwrite() && !closed.mayBeElsewhere()
                && item.stamp().kind() == EntryKind.REGULAR && item.entry().bytes() <= Archive.LARGEST_FILE
                && item.wish().resource().isPresent() && Archive.takes(item.logicalName())
                && item.collection().indexOf('\'') < 0 && isShort(item) && !tried.contains(item);
    }

    private boolean isShort(SyncItem item) {
        int longest = Math.max(item.collection().getBytes(StandardCharsets.UTF_8).length,
                staging.newArchive().getBytes(StandardCharsets.UTF_8).length);
        return longest + item.logicalName().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
    }

    /** As many as fit into an archive; not those of which too few would be left. */
    private List<List<SyncItem>> portions(List<SyncItem> items) {
        List<List<SyncItem>> portions = new ArrayList<>();
        List<SyncItem> portion = new ArrayList<>();
        long room = 0;
        for (SyncItem item : items) {
            long more = Archive.room(item.logicalName(), item.entry().bytes());
            if (portion.size() == how.most() || !Archive.fits(room + more)) {
                portions.add(portion);
                portion = new ArrayList<>();
                room = 0;
            }
            portion.add(item);
            room += more;
        }
        portions.add(portion);
        portions.removeIf(few -> few.size() < how.fewest());
        return portions;
    }

    private List<SyncItem> send(IrodsSession session, List<SyncItem> portion, Map<SyncItem, Action> decided)
            throws UnavailableException, IrodsException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the job was stopped");
        }
        SyncItem first = portion.getFirst();
        // the server leaves out more than a name that exists, and whose it was nobody could tell afterwards
        Set<String> there = losses.during(portion, () -> session.replicas(first.collection(),
                portion.stream().map(SyncItem::logicalName).toList()).keySet());
        Archive archive = new Archive();
        Map<SyncItem, String> digests = new LinkedHashMap<>();
        for (SyncItem item : portion) {
            if (!there.contains(item.logicalName())) {
                add(item, archive).ifPresent(digest -> digests.put(item, digest));
            }
        }
        if (digests.size() < how.fewest()) {
            return List.of();
        }
        List<SyncItem> packed = List.copyOf(digests.keySet());
        Map<SyncItem, Count> counts = new LinkedHashMap<>();
        packed.forEach(item -> counts.put(item, PlannedEvent.count(decided.get(item))));
        String path = staging.newArchive();
        closed.bundled(counts, path);
        tried.addAll(packed);
        archives.add(path);
        counts.forEach((item, count) -> item.dealings().sending(count));
        return bring(session, archive.whole(), path, digests) ? packed : List.of();
    }

    /** The SHA-256 of what was added; empty when it cannot be read, which an upload of its own will tell. */
    private Optional<String> add(SyncItem item, Archive archive) throws UnavailableException, InterruptedException {
        try {
            return Optional.of(archive.add(item.logicalName(), item.seen().content(),
                    Math.toIntExact(item.entry().bytes())));
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            return Optional.empty();
        }
    }

    /** Returns whether the server may have unpacked something. */
    private boolean bring(IrodsSession session, Archive.Whole whole, String path, Map<SyncItem, String> digests)
            throws UnavailableException, IrodsException, InterruptedException {
        List<SyncItem> packed = List.copyOf(digests.keySet());
        SyncItem first = packed.getFirst();
        try {
            losses.during(packed, () -> {
                put(session, new Put(path, first.wish().resource(), whole.size(), true, false), whole);
                return null;
            });
        } catch (IrodsException refused) {
            LOG.info("{} files are uploaded one by one, because their archive was refused: {}", packed.size(),
                    new Reply(refused.status(), refused.getMessage()).describe());
            packed.forEach(SyncItem::nothingIsClosed);
            removeLeft(session);
            return false;
        }
        unpacked.expect(digests);
        Reply reply = losses.during(packed, () -> extract(session, path, first.collection()));
        if (!reply.isOk()) {
            LOG.info("not all {} files of an archive were unpacked into {}: {}", packed.size(), first.collection(),
                    reply.describe());
        }
        removeLeft(session);
        packed.forEach(item -> item.dealings().doubted());
        return true;
    }

    private static Reply extract(IrodsSession session, String path, String collection) throws UnavailableException {
        try {
            return session.extract(path, collection);
        } catch (IrodsException refused) {
            return new Reply(refused.status(), refused.getMessage());
        }
    }

    private void put(IrodsSession session, Put put, Archive.Whole whole) throws UnavailableException, IrodsException {
        try {
            session.put(put, whole);
        } catch (IrodsException refused) {
            if (refused.error() != IrodsError.COLLECTION_UNKNOWN) {
                throw refused;
            }
            session.createCollectionWithParents(staging.collection());
            putAgain(session, put, whole);
        } catch (IOException notOfMemory) {
            throw new UncheckedIOException(notOfMemory);
        }
    }

    private static void putAgain(IrodsSession session, Put put, Archive.Whole whole)
            throws UnavailableException, IrodsException {
        try {
            session.put(put, whole);
        } catch (IOException notOfMemory) {
            throw new UncheckedIOException(notOfMemory);
        }
    }
}

package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.ConnectionLosses;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.ingesttasks.Compare;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.Decision;
import io.irodsingest.common.sync.Entry;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.Existing;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dry run or a check finds: it decides like {@link SyncRun}, and sends nothing but questions. */
final class Comparison {
    private final IngestSpec spec;
    private final Source source;
    private final List<SyncItem> items;
    private final Contents contents;
    private final Existence existence;

    Comparison(IngestSpec spec, Source source, List<SyncItem> items, ConnectionLosses<SyncItem> losses) {
        this.existence = new Existence(losses);
        this.spec = spec;
        this.source = source;
        this.items = items;
        this.contents = new Contents(spec.sync().compare(), source, false, losses);
    }

    void run(IrodsSession session) throws UnavailableException, IrodsException, InterruptedException {
        List<SyncItem> open = items.stream().filter(item -> !item.isDone()).toList();
        Map<SyncItem, Existing> found = existence.askWithCollections(session, open);
        for (SyncItem item : open) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            Existing existing = found.getOrDefault(item, new Existing.Nothing());
            if (spec.mode() == Mode.CHECK) {
                check(item, existing);
            } else {
                decide(session, item, existing);
            }
        }
    }

    private void decide(IrodsSession session, SyncItem item, Existing existing)
            throws UnavailableException, InterruptedException {
        contents.compare(session, item, existing);
        if (item.isDone()) {
            return;
        }
        Action action = Decision.decide(item.wish(), item.entry(), item.change(), existing);
        if (existing instanceof Existing.ACollection) {
            item.failForCollection(Decision.COLLECTION_IN_PLACE);
        } else if (action instanceof Action.Refuse refuse) {
            item.fail(refuse.error());
        } else {
            item.done(PlannedEvent.count(action));
        }
    }

    /** As if nothing were new: what is to be done nevertheless is a difference. */
    private void check(SyncItem item, Existing existing) throws UnavailableException, InterruptedException {
        switch (Decision.decide(item.wish(), item.entry(), Change.NONE, existing)) {
            case Action.Register register -> item.differs(IngestCount.MISSING, "it is not in the target");
            case Action.RegisterReplica register ->
                item.differs(IngestCount.MISSING, "its data object has no replica on resource "
                        + item.wish().resource().orElseThrow());
            case Action.Upload upload when !upload.overwrite() ->
                item.differs(IngestCount.MISSING, "it is not in the target");
            case Action.Upload upload -> item.differs(IngestCount.DIFFERENT, "its data object has no good replica");
            case Action.Refuse refuse -> item.differs(IngestCount.DIFFERENT, refuse.error());
            case Action.Skip skip -> item.done(IngestCount.SKIPPED);
            case Action.UpdateReplica(int number) -> compare(item, replica(existing, number), true);
            case Action.Append(int number, long offset) -> compare(item, replica(existing, number), false);
            case Action.LeaveAlone alone -> compare(item, best(item, existing), false);
            case Action.EventOnly only -> noOperation(item, existing);
            case Action.MetadataOnly metadata -> item.done(IngestCount.EXISTING);
        }
    }

    /** An operation that does nothing wants nothing but that something is there. */
    private void noOperation(SyncItem item, Existing existing) throws UnavailableException, InterruptedException {
        if (existing instanceof Existing.Nothing) {
            item.differs(IngestCount.MISSING, "it is not in the target");
        } else {
            compare(item, best(item, existing), false);
        }
    }

    private void compare(SyncItem item, Replica replica, boolean withTime)
            throws UnavailableException, InterruptedException {
        Entry entry = item.entry();
        long bytes = item.wish().operation().registers() ? entry.size() : entry.bytes();
        List<String> differences = new ArrayList<>();
        if (replica.size() != bytes) {
            differences.add("the source has " + bytes + " bytes, the target " + replica.size());
        }
        if (withTime && replica.modified() != entry.modified()) {
            differences.add("the source was modified at " + entry.modified() + " s, the target says "
                    + replica.modified() + " s");
        }
        if (withTime && replica.status() != Status.GOOD) {
            differences.add("the replica's status is " + replica.status());
        }
        boolean withChecksum = spec.sync().checksum() || spec.sync().compare() == Compare.CHECKSUM;
        Optional<CatalogChecksum> stored = CatalogChecksum.of(replica.checksum());
        if (differences.isEmpty() && withChecksum && entry.kind() == EntryKind.REGULAR && stored.isPresent()) {
            compareChecksums(item, stored.get(), differences);
        }
        if (item.isDone()) {
            return;
        }
        if (differences.isEmpty()) {
            item.done(IngestCount.EXISTING);
        } else {
            item.differs(IngestCount.DIFFERENT, String.join("; ", differences));
        }
    }

    private void compareChecksums(SyncItem item, CatalogChecksum stored, List<String> differences)
            throws UnavailableException, InterruptedException {
        try {
            String checksum = stored.of(item.seen().content(), item.stamp().size());
            if (!checksum.equals(stored.text())) {
                differences.add("the source has checksum " + checksum + ", the target " + stored.text());
            }
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            item.fail("the file cannot be read: " + source.describe(unreadable));
        }
    }

    private static Replica replica(Existing existing, int number) {
        return replicas(existing).stream().filter(replica -> replica.number() == number).findFirst().orElseThrow();
    }

    /** The replica that the wish is about: a good one where it is wanted, if there is one. */
    private static Replica best(SyncItem item, Existing existing) {
        List<Replica> here = replicas(existing).stream()
                .filter(replica -> item.wish().resource().map(replica::isBelow).orElse(true))
                .filter(replica -> !item.wish().operation().registers()
                        || replica.physicalPath().equals(item.entry().physicalPath()))
                .toList();
        return here.stream().filter(replica -> replica.status() == Status.GOOD).findFirst()
                .or(() -> here.stream().findFirst()).orElseGet(() -> replicas(existing).getFirst());
    }

    private static List<Replica> replicas(Existing existing) {
        return existing instanceof Existing.DataObject object ? object.replicas() : List.of();
    }
}

package io.irodsingest.common.sync;

import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.sync.Action.Append;
import io.irodsingest.common.sync.Action.Event;
import io.irodsingest.common.sync.Action.EventOnly;
import io.irodsingest.common.sync.Action.LeaveAlone;
import io.irodsingest.common.sync.Action.MetadataOnly;
import io.irodsingest.common.sync.Action.Refuse;
import io.irodsingest.common.sync.Action.Register;
import io.irodsingest.common.sync.Action.RegisterReplica;
import io.irodsingest.common.sync.Action.Skip;
import io.irodsingest.common.sync.Action.UpdateReplica;
import io.irodsingest.common.sync.Action.Upload;
import io.irodsingest.handlerapi.Operation;
import java.util.List;
import java.util.Optional;

/** Decides by nothing but its arguments what is to be done with an entry. */
public final class Decision {
    /** Why an entry is refused whose place is taken by a collection. */
    public static final String COLLECTION_IN_PLACE = "a collection is in the target where its data object would be";

    private Decision() {}

    /** @param change how the entry differs from what is remembered of it */
    public static Action decide(Wish wish, Entry entry, Change change, Existing existing) {
        if (existing instanceof Existing.ACollection) {
            return new Refuse(COLLECTION_IN_PLACE);
        }
        if (wish.operation() == Operation.NO_OP) {
            return new EventOnly(existing instanceof Existing.Nothing ? Event.CREATE : Event.MODIFY);
        }
        if (isSkipped(wish, entry.kind())) {
            return new Skip("a FIFO or device is never opened for reading");
        }
        if (existing instanceof Existing.DataObject(List<Replica> replicas)) {
            return decide(wish, entry, change, replicas);
        }
        return wish.operation().registers() ? new Register() : new Upload(false, Event.CREATE);
    }

    /** Whether the operation leaves entries of a kind out, whatever exists. */
    public static boolean isSkipped(Wish wish, EntryKind kind) {
        return wish.operation().uploads() && !isReadable(kind);
    }

    /**
     * The replica whose bytes tell whether an upload is needed: a good one where the wish wants it that is not the source's file
     * itself. Empty when there is none.
     */
    public static Optional<Replica> comparable(Wish wish, Entry entry, Existing existing) {
        if (!(existing instanceof Existing.DataObject(List<Replica> replicas))) {
            return Optional.empty();
        }
        List<Replica> here = here(wish, replicas);
        return isSource(entry, here) ? Optional.empty() : here.stream().filter(Decision::isGood).findFirst();
    }

    private static Action decide(Wish wish, Entry entry, Change change, List<Replica> replicas) {
        List<Replica> here = here(wish, replicas);
        boolean anyGood = replicas.stream().anyMatch(Decision::isGood);
        if (!here.isEmpty()) {
            return wish.operation().registers()
                    ? register(entry, change, here, anyGood)
                    : upload(wish.operation(), entry, change, here, anyGood);
        }
        return wish.operation() == Operation.REGISTER_AS_REPLICA_SYNC
                ? new RegisterReplica()
                : new Refuse("the data object exists, but has no replica on resource " + wish.resource().orElseThrow());
    }

    private static Action register(Entry entry, Change change, List<Replica> here, boolean anyGood) {
        Optional<Replica> same = here.stream().filter(replica -> replica.physicalPath().equals(entry.physicalPath()))
                .findFirst();
        if (same.isEmpty()) {
            return new Refuse("the data object exists with another physical path, " + here.getFirst().physicalPath());
        }
        Replica replica = same.get();
        if (replica.status() != Status.GOOD && replica.status() != Status.STALE) {
            return new Refuse("its replica is being written: its status is " + replica.status());
        }
        if (change == Change.METADATA) {
            return new MetadataOnly();
        }
        boolean inStep = replica.size() == entry.size() && replica.modified() == entry.modified() && anyGood;
        // new bytes may be as many as the old ones, and of the same second
        return inStep && change != Change.CONTENT ? new LeaveAlone() : new UpdateReplica(replica.number());
    }

    private static Action upload(Operation operation, Entry entry, Change change, List<Replica> here,
            boolean anyGood) {
        if (!anyGood) {
            // what an upload left that was cut off is no data object yet
            return overwrite(entry, here, change == Change.NEW ? Event.CREATE : Event.MODIFY);
        }
        if (change == Change.METADATA) {
            return new MetadataOnly();
        }
        return switch (operation) {
            case PUT_SYNC -> change == Change.NONE ? new LeaveAlone() : overwrite(entry, here, Event.MODIFY);
            case PUT_APPEND -> append(entry, here);
            default -> new LeaveAlone();
        };
    }

    private static Action append(Entry entry, List<Replica> here) {
        Optional<Replica> good = here.stream().filter(Decision::isGood).findFirst();
        if (good.isEmpty()) {
            return overwrite(entry, here, Event.MODIFY);
        }
        long offset = good.get().size();
        if (offset > entry.bytes()) {
            return new Refuse("the source shrank: it has " + entry.bytes() + " bytes, the data object " + offset);
        }
        if (offset == entry.bytes()) {
            return new LeaveAlone();
        }
        return isSource(entry, here) ? refuseToWrite() : new Append(good.get().number(), offset);
    }

    private static Action overwrite(Entry entry, List<Replica> here, Event event) {
        return isSource(entry, here) ? refuseToWrite() : new Upload(true, event);
    }

    /** The server empties a file before it is written anew, and this one is what would be read. */
    private static boolean isSource(Entry entry, List<Replica> here) {
        return here.stream().anyMatch(replica -> replica.physicalPath().equals(entry.physicalPath()));
    }

    private static Refuse refuseToWrite() {
        return new Refuse("the data object's replica is the source's file itself, which an upload would overwrite");
    }

    private static List<Replica> here(Wish wish, List<Replica> replicas) {
        return replicas.stream().filter(replica -> wish.resource().map(replica::isBelow).orElse(true)).toList();
    }

    private static boolean isGood(Replica replica) {
        return replica.status() == Status.GOOD;
    }

    private static boolean isReadable(EntryKind kind) {
        return switch (kind) {
            case REGULAR, LINK, SOCKET -> true;
            case DIRECTORY, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> false;
        };
    }
}

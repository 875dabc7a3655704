package io.irodsingest.common.sync;

import io.irodsingest.common.irods.Replica;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.sync.Action.LeaveAlone;
import io.irodsingest.common.sync.Action.Refuse;
import io.irodsingest.common.sync.Action.Register;
import io.irodsingest.common.sync.Action.Skip;
import io.irodsingest.common.sync.Action.UpdateReplica;
import io.irodsingest.common.sync.Action.Upload;
import java.util.List;
import java.util.Optional;

/** Decides by nothing but its arguments what is to be done with an entry that is new or changed. */
public final class Decision {
    private Decision() {}

    /**
     * @param existing the replicas of the target's data object; empty when it does not exist
     * @param resource the resource the job wants replicas on; without one a replica anywhere is one here
     */
    public static Action decide(Entry entry, List<Replica> existing, Operation operation, Optional<String> resource) {
        List<Replica> here = existing.stream().filter(replica -> resource.map(replica::isBelow).orElse(true)).toList();
        if (!existing.isEmpty() && here.isEmpty()) {
            return new Refuse("the data object exists, but has no replica on resource " + resource.orElseThrow());
        }
        return switch (operation) {
            case REGISTER_SYNC -> register(entry, here);
            case PUT -> put(entry, here);
            case REGISTER_AS_REPLICA_SYNC, PUT_SYNC, PUT_APPEND, NO_OP -> throw new UnsupportedOperationException(
                    operation + " comes with the next commit");
        };
    }

    private static Action register(Entry entry, List<Replica> here) {
        if (here.isEmpty()) {
            return new Register();
        }
        Optional<Replica> same = here.stream().filter(replica -> replica.physicalPath().equals(entry.physicalPath()))
                .findFirst();
        if (same.isEmpty()) {
            return new Refuse("the data object exists with another physical path, " + here.getFirst().physicalPath());
        }
        Replica replica = same.get();
        return replica.size() == entry.size() && replica.modified() == entry.modified()
                ? new LeaveAlone()
                : new UpdateReplica(replica.number());
    }

    private static Action put(Entry entry, List<Replica> here) {
        if (entry.kind() == EntryKind.FIFO || entry.kind() == EntryKind.CHARACTER_DEVICE
                || entry.kind() == EntryKind.BLOCK_DEVICE) {
            return new Skip("a FIFO or device is never opened for reading");
        }
        if (here.isEmpty()) {
            return new Upload(false);
        }
        // what an upload left that was cut off is no data object yet: it is uploaded again
        boolean cutOff = here.stream().noneMatch(replica -> replica.status() == Replica.Status.GOOD);
        return cutOff ? new Upload(true) : new LeaveAlone();
    }
}

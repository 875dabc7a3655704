package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsRequest.CollectionRemoval;
import io.irodsingest.common.irods.IrodsRequest.ObjectRemoval;
import io.irodsingest.common.irods.IrodsRequest.Removal;
import io.irodsingest.common.irods.IrodsRequest.Stat;
import io.irodsingest.common.irods.Reply;
import java.util.List;

/** Removes data objects, and collections where a row says that it is recursive. What is not there is as it should be. */
public final class RemoveRows extends RequestRows {
    /** For the service loader. */
    public RemoveRows() {
        super(List.of("path", "recursive", "force", "unregister"));
    }

    @Override
    public String op() {
        return "remove";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        boolean force = row.flag("force");
        boolean unregister = row.flag("unregister");
        if (force && unregister) {
            throw new UnusableRowException(
                    "force removes files and unregister leaves them; only one of them can be true");
        }
        Removal removal = force ? Removal.AT_ONCE : unregister ? Removal.UNREGISTER : Removal.TO_TRASH;
        String path = row.path("path");
        if (row.flag("recursive")) {
            return new Next.Ask(new CollectionRemoval(path, removal),
                    reply -> Verdicts.isAbsent(reply) ? object(path, removal) : Verdicts.plain(path, reply));
        }
        return object(path, removal);
    }

    private static Next object(String path, Removal removal) {
        return new Next.Ask(new ObjectRemoval(path, removal), reply -> Verdicts.isAbsent(reply)
                ? new Next.Ask(new Stat(path), there -> looked(path, reply, there))
                : Verdicts.plain(path, reply));
    }

    /**
     * A server says of a collection what it says of nothing, and says it of an object too whose way to the trash is in the way of
     * others'.
     */
    private static Next looked(String path, Reply said, Reply there) {
        if (Verdicts.isAbsent(there)) {
            return Verdicts.ALREADY;
        }
        return switch (there.status()) {
            case Stat.COLLECTION ->
                Verdicts.failed(path, "it is a collection, which only a row with recursive true removes");
            case Stat.DATA_OBJECT -> Verdicts.later(path, said);
            default -> Verdicts.refused(path, there);
        };
    }
}

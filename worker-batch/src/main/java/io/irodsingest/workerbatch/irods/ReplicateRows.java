package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsRequest.Replication;
import java.util.List;

/** Makes replicas on a resource, or brings stale ones there up to date. */
public final class ReplicateRows extends RequestRows {
    /** For the service loader. */
    public ReplicateRows() {
        super(List.of("path", "to", "from", "admin"));
    }

    @Override
    public String op() {
        return "replicate";
    }

    @Override
    Next first(RowFields row) throws UnusableRowException {
        Replication replication = new Replication(row.path("path"), row.optional("from"), row.resource("to"),
                row.flag("admin"));
        return new Next.Ask(replication,
                reply -> reply.error().filter(IrodsError.REPLICA_EXISTS_ON_RESOURCE::equals).isPresent()
                        ? Verdicts.ALREADY
                        : Verdicts.plain(replication.path(), reply));
    }
}

package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.outage.UnavailableException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at the replicas of single data objects, and changes what is said of them. */
final class Replicas {
    private Replicas() {}

    static List<Replica> of(Exchange exchange, String path) throws UnavailableException, IrodsException {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return exchange
                .run(connection -> new ReplicaQuery(connection.wire(), path.substring(0, slash), Set.of(name)).run())
                .getOrDefault(name, List.of());
    }

    /** The one into which an upload to a resource, or to none, has gone. */
    static Optional<Replica> writtenOf(Exchange exchange, String path, Optional<String> resource)
            throws UnavailableException, IrodsException {
        return of(exchange, path).stream()
                .filter(replica -> resource.isEmpty() || replica.isBelow(resource.get()))
                .max(Comparator.comparingLong(Replica::modified));
    }

    static void mark(Exchange exchange, String path, int number, Replica.Status status)
            throws UnavailableException, IrodsException {
        PiWriter body = new PiWriter();
        Requests.mark(body, path, number, status);
        exchange.run(connection -> {
            connection.wire().queue(Api.MOD_DATA_OBJ_META, body);
            connection.wire().flush();
            return connection.wire().receive().orThrow();
        });
    }
}

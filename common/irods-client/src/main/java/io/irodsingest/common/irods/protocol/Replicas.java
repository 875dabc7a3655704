package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Api;

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

    static List<Replica> of(Conversation conversation, String path) throws UnavailableException, IrodsException {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return conversation
                .run(connection -> new ReplicaQuery(connection.channel(), path.substring(0, slash), Set.of(name)).run())
                .getOrDefault(name, List.of());
    }

    /** The one into which an upload to a resource, or to none, has gone. */
    static Optional<Replica> writtenOf(Conversation conversation, String path, Optional<String> resource)
            throws UnavailableException, IrodsException {
        return of(conversation, path).stream()
                .filter(replica -> resource.isEmpty() || replica.isBelow(resource.get()))
                .max(Comparator.comparingLong(Replica::modified));
    }

    static void mark(Conversation conversation, String path, int number, Replica.Status status)
            throws UnavailableException, IrodsException {
        PiWriter body = new PiWriter();
        Requests.mark(body, path, number, status);
        conversation.run(connection -> {
            connection.channel().queue(Api.MOD_DATA_OBJ_META, body);
            connection.channel().flush();
            return connection.channel().receive().orThrow();
        });
    }
}

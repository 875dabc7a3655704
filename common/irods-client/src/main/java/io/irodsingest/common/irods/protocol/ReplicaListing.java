package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.CatalogQuery.Condition;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.handlerapi.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks for the replicas of all data objects in a collection and below it. What the server cannot express is looked for with a
 * pattern, as in {@link ReplicaQuery}, and what else fits it is left out here.
 */
final class ReplicaListing {
    private static final int COLL_NAME = 501;
    /** Collection, name, replica number, size, checksum, status, hierarchy, owner's zone and name, modification time. */
    private static final List<Integer> COLUMNS = List.of(COLL_NAME, 403, 404, 407, 415, 413, 422, 412, 411, 420);

    private ReplicaListing() {}

    static void run(IrodsChannel channel, String collection, Consumer<ListedReplica> reader)
            throws ChannelException, IrodsException {
        String in = ReplicaQuery.isExpressible(collection)
                ? "= '" + collection + '\''
                : "like '" + ReplicaQuery.pattern(collection) + '\'';
        new CatalogQuery(COLUMNS, List.of(new Condition(COLL_NAME, in))).run(channel, row -> {
            if (text(row[0]).equals(collection)) {
                reader.accept(replica(row));
            }
        });
        String above = collection.equals("/") ? collection : collection + '/';
        String below = "like '" + ReplicaQuery.pattern(above) + "%'";
        new CatalogQuery(COLUMNS, List.of(new Condition(COLL_NAME, below))).run(channel, row -> {
            String path = text(row[0]);
            if (path.startsWith(above) && !path.equals(collection)) {
                reader.accept(replica(row));
            }
        });
    }

    private static ListedReplica replica(byte[][] row) {
        return new ListedReplica(text(row[0]), text(row[1]), (int) number(row[2]), number(row[3]), text(row[4]),
                Replica.Status.of((int) number(row[5])), text(row[6]), new User(text(row[7]), text(row[8])),
                Instant.ofEpochSecond(number(row[9])));
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static long number(byte[] value) {
        String digits = text(value).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}

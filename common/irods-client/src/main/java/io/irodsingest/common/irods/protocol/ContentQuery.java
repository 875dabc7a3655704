package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.irods.protocol.CatalogQuery.Condition;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks what is in a collection. A path that the server cannot express is looked for as {@link ReplicaQuery} does. */
final class ContentQuery {
    private static final int DATA_NAME = 403;
    private static final int COLL_NAME = 501;
    private static final int COLL_PARENT_NAME = 502;

    private ContentQuery() {}

    static void run(IrodsChannel channel, String collection, ContentReader reader)
            throws ChannelException, IrodsException {
        new CatalogQuery(List.of(DATA_NAME, COLL_NAME), List.of(is(COLL_NAME, collection))).run(channel, row -> {
            if (text(row[1]).equals(collection)) {
                reader.dataObject(text(row[0]));
            }
        });
        String above = collection.equals("/") ? collection : collection + '/';
        new CatalogQuery(List.of(COLL_NAME), List.of(is(COLL_PARENT_NAME, collection))).run(channel, row -> {
            String path = text(row[0]);
            // the root is its own parent
            if (path.startsWith(above) && path.length() > above.length()) {
                reader.collection(path.substring(above.length()));
            }
        });
    }

    private static Condition is(int column, String collection) {
        return new Condition(column, ReplicaQuery.isExpressible(collection)
                ? "= '" + collection + '\''
                : "like '" + ReplicaQuery.pattern(collection) + '\'');
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }
}

package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.CatalogQuery.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks which of some names are collections in a collection; what the server cannot express is as in {@link ReplicaQuery}. */
final class CollectionQuery {
    private static final int COLL_NAME = 501;
    private static final int MOST_NAMES = 64;
    private static final int MOST_BYTES = 12_000;

    private final IrodsChannel channel;
    private final String parent;
    private final Set<String> names;
    private final Set<String> found = new HashSet<>();

    CollectionQuery(IrodsChannel channel, String parent, Collection<String> names) {
        this.channel = channel;
        this.parent = parent;
        this.names = Set.copyOf(names);
    }

    Set<String> run() throws ChannelException, IrodsException {
        StringBuilder list = new StringBuilder();
        int listed = 0;
        for (String name : names) {
            String path = parent + '/' + name;
            if (path.indexOf('\'') >= 0) {
                ask("like '" + ReplicaQuery.pattern(path) + '\'');
                continue;
            }
            int bytes = list.toString().getBytes(StandardCharsets.UTF_8).length
                    + path.getBytes(StandardCharsets.UTF_8).length;
            if (listed == MOST_NAMES || listed > 0 && bytes > MOST_BYTES) {
                ask("in (" + list + ')');
                list.setLength(0);
                listed = 0;
            }
            list.append(listed == 0 ? "'" : ",'").append(path).append('\'');
            listed++;
        }
        if (listed > 0) {
            ask("in (" + list + ')');
        }
        return found;
    }

    private void ask(String condition) throws ChannelException, IrodsException {
        new CatalogQuery(List.of(COLL_NAME), List.of(new Condition(COLL_NAME, condition))).run(channel, row -> {
            String path = new String(row[0], StandardCharsets.UTF_8);
            String name = path.startsWith(parent + '/') ? path.substring(parent.length() + 1) : "";
            if (names.contains(name)) {
                found.add(name);
            }
        });
    }
}

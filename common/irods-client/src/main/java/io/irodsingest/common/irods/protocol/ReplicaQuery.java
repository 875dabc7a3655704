package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.irods.protocol.CatalogQuery.Condition;
import io.irodsingest.common.path.RawPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks which of some names are data objects in a collection. The server cannot express an apostrophe in an {@code in} list,
 * and in other conditions takes {@code ||} and {@code &&} outside of what it thinks are quotes for operators
 * (general_query.cpp, tag 5.0.2). Names with an apostrophe are therefore looked for one by one with a pattern that has a
 * wildcard in its place, and what else fits the pattern is left out here.
 */
final class ReplicaQuery {
    private static final int DATA_NAME = 403;
    private static final int COLL_NAME = 501;
    /** Name, replica number, size, physical path, replica status, checksum, modification time, hierarchy. */
    private static final List<Integer> COLUMNS = List.of(DATA_NAME, 404, 407, 410, 413, 415, 420, 422);
    private static final List<Integer> COLUMNS_AND_COLLECTION = List.of(DATA_NAME, 404, 407, 410, 413, 415, 420, 422,
            COLL_NAME);
    /** The server has 16,000 bytes for SQL with three for each name, and 32,000 for the names. */
    private static final int MOST_NAMES = 256;
    private static final int MOST_BYTES = 12_000;

    private final IrodsChannel channel;
    private final String collection;
    private final boolean exact;
    private final Set<String> names;
    private final Map<String, List<Replica>> found = new HashMap<>();

    ReplicaQuery(IrodsChannel channel, String collection, Collection<String> names) {
        this.channel = channel;
        this.collection = collection;
        this.exact = isExpressible(collection);
        this.names = Set.copyOf(names);
    }

    Map<String, List<Replica>> run() throws ChannelException, IrodsException {
        StringBuilder list = new StringBuilder();
        int listed = 0;
        int bytes = 0;
        for (String name : names) {
            if (name.indexOf('\'') >= 0) {
                ask("like '" + pattern(name) + '\'');
                continue;
            }
            int length = name.getBytes(StandardCharsets.UTF_8).length;
            if (listed == MOST_NAMES || listed > 0 && bytes + length > MOST_BYTES) {
                ask("in (" + list + ')');
                list.setLength(0);
                listed = 0;
                bytes = 0;
            }
            list.append(listed == 0 ? "'" : ",'").append(name).append('\'');
            listed++;
            bytes += length;
        }
        if (listed > 0) {
            ask("in (" + list + ')');
        }
        return found;
    }

    private void ask(String nameCondition) throws ChannelException, IrodsException {
        String inCollection = exact ? "= '" + collection + '\'' : "like '" + pattern(collection) + '\'';
        new CatalogQuery(exact ? COLUMNS : COLUMNS_AND_COLLECTION,
                List.of(new Condition(DATA_NAME, nameCondition), new Condition(COLL_NAME, inCollection)))
                .run(channel, this::add);
    }

    private void add(byte[][] row) {
        String name = text(row[0]);
        if (names.contains(name) && (exact || collection.equals(text(row[8])))) {
            found.computeIfAbsent(name, n -> new ArrayList<>(1))
                    .add(new Replica((int) number(row[1]), Replica.Status.of((int) number(row[4])), text(row[7]),
                            RawPath.ofBytes(row[3]), number(row[2]), number(row[6]), text(row[5])));
        }
    }

    /** Whether the server takes a value between apostrophes as it is; if not, there is the {@link #pattern} of it. */
    static boolean isExpressible(String value) {
        return value.indexOf('\'') < 0 || !value.contains("||") && !value.contains("&&");
    }

    /** What could be read as something else becomes "any one character". */
    static String pattern(String name) {
        return name.replace('\'', '_').replace('\\', '_').replace('%', '_');
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    private static long number(byte[] value) {
        String digits = text(value).strip();
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}

package io.irodsingest.miniirods.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How tables hang together: a forest, so that there is one way between any two of them at most. */
final class JoinGraph {

    /**
     * @param parent joined before the child
     * @param optional whether a parent without a child stays in the answer
     */
    private record Link(Table parent, Table child, String on, boolean optional) {}

    /** A table and the text that joins it to those before it; the first one has none. */
    record Join(Table table, String sql, boolean optional) {}

    /** As the 5.0.2 server links them: everything is an inner join. */
    static final JoinGraph GENQUERY1 = new JoinGraph()
            .inner(Table.COLL, Table.DATA, "coll_id", "coll_id")
            .inner(Table.RESC, Table.DATA, "resc_id", "resc_id")
            .metadata(Table.DATA, Table.DATA_METAMAP, Table.DATA_META, "data_id", false)
            .metadata(Table.COLL, Table.COLL_METAMAP, Table.COLL_META, "coll_id", false)
            .metadata(Table.RESC, Table.RESC_METAMAP, Table.RESC_META, "resc_id", false)
            .metadata(Table.USER, Table.USER_METAMAP, Table.USER_META, "user_id", false)
            .access(Table.DATA, Table.DATA_ACCESS, "data_id", false)
            .access(Table.COLL, Table.COLL_ACCESS, "coll_id", false)
            .access(Table.RESC, Table.RESC_ACCESS, "resc_id", false)
            .members(Table.DATA_ACCESS, Table.DATA_ACCESS_GROUP, Table.DATA_ACCESS_USER, false)
            .members(Table.COLL_ACCESS, Table.COLL_ACCESS_GROUP, Table.COLL_ACCESS_USER, false)
            .members(Table.RESC_ACCESS, Table.RESC_ACCESS_GROUP, Table.RESC_ACCESS_USER, false)
            .inner(Table.USER, Table.USER_AUTH, "user_id", "user_id")
            .inner(Table.USER, Table.DATA_ACCESS, "user_id", "user_id")
            .inner(Table.USER, Table.USER_GROUP, "user_id", "user_id")
            .inner(Table.USER_GROUP, Table.GROUP, "group_user_id", "user_id");

    /** As the 5.0.2 server links them for an admin: AVUs and permissions may lack. */
    static final JoinGraph GENQUERY2_ADMIN = genQuery2()
            .access(Table.DATA, Table.DATA_ACCESS, "data_id", true)
            .access(Table.COLL, Table.COLL_ACCESS, "coll_id", true)
            .members(Table.DATA_ACCESS, Table.DATA_ACCESS_GROUP, Table.DATA_ACCESS_USER, true)
            .members(Table.COLL_ACCESS, Table.COLL_ACCESS_GROUP, Table.COLL_ACCESS_USER, true);

    /** For anyone else the access tables are held to his own permissions, and the user beside them is himself. */
    static final JoinGraph GENQUERY2_USER = genQuery2()
            .access(Table.DATA, Table.DATA_ACCESS, "data_id", false)
            .access(Table.COLL, Table.COLL_ACCESS, "coll_id", false)
            .add(Table.DATA_ACCESS, Table.DATA_ACCESS_USER, "true", false)
            .add(Table.COLL_ACCESS, Table.COLL_ACCESS_USER, "true", false);

    private final List<Link> links = new ArrayList<>();

    private static JoinGraph genQuery2() {
        return new JoinGraph()
                .inner(Table.COLL, Table.DATA, "coll_id", "coll_id")
                .inner(Table.DATA, Table.RESC, "resc_id", "resc_id")
                .inner(Table.USER, Table.USER_GROUP, "user_id", "group_user_id")
                // Each resource has a hierarchy; "left" only keeps H2 from beginning with it and reading all replicas.
                .add(Table.RESC, Table.HIERARCHY, on(Table.RESC, "resc_id", Table.HIERARCHY, "resc_id"), true)
                .metadata(Table.DATA, Table.DATA_METAMAP, Table.DATA_META, "data_id", true)
                .metadata(Table.COLL, Table.COLL_METAMAP, Table.COLL_META, "coll_id", true)
                .metadata(Table.RESC, Table.RESC_METAMAP, Table.RESC_META, "resc_id", true)
                .metadata(Table.USER, Table.USER_METAMAP, Table.USER_META, "user_id", true);
    }

    private JoinGraph add(Table parent, Table child, String on, boolean optional) {
        links.add(new Link(parent, child, on, optional));
        return this;
    }

    private JoinGraph inner(Table parent, Table child, String parentColumn, String childColumn) {
        return add(parent, child, on(parent, parentColumn, child, childColumn), false);
    }

    private JoinGraph metadata(Table owner, Table map, Table meta, String key, boolean optional) {
        return add(owner, map, on(owner, key, map, "object_id"), optional)
                .add(map, meta, on(map, "meta_id", meta, "meta_id"), optional);
    }

    private JoinGraph access(Table owner, Table access, String key, boolean optional) {
        return add(owner, access, on(owner, key, access, "object_id"), optional);
    }

    private JoinGraph members(Table access, Table group, Table user, boolean optional) {
        return add(access, group, on(access, "user_id", group, "group_user_id"), optional)
                .add(group, user, on(group, "user_id", user, "user_id"), optional);
    }

    private static String on(Table left, String leftColumn, Table right, String rightColumn) {
        return left.alias() + "." + leftColumn + " = " + right.alias() + "." + rightColumn;
    }

    /**
     * The tables to join, each after one that it is linked with, and no table that is not needed or between two needed ones.
     *
     * @param certain tables that a row is of interest only with; a join to them that may lack becomes one that may not, which
     *     lets H2 begin with them
     * @throws QueryException CAT_FAILED_TO_LINK_TABLES when there is no way between two of them
     */
    List<Join> plan(Set<Table> needed, Set<Table> certain) throws QueryException {
        Table root = needed.iterator().next();
        Map<Table, Link> reached = reach(root);
        Set<Table> used = EnumSet.of(root);
        for (Table table : needed) {
            for (Table at = table; used.add(at);) {
                Link link = reached.get(at);
                if (link == null) {
                    throw new QueryException(
                            Status.CAT_FAILED_TO_LINK_TABLES, "no join between " + root + " and " + table);
                }
                at = link.parent() == at ? link.child() : link.parent();
            }
        }
        List<Join> joins = new ArrayList<>();
        joins.add(new Join(root, root.from(), false));
        Set<Table> inner = withParents(certain);
        reached.keySet().stream()
                .filter(used::contains)
                .map(table -> join(table, reached.get(table), inner))
                .forEach(joins::add);
        joins.sort(Comparator.comparing(Join::optional));
        return joins;
    }

    private static Join join(Table table, Link link, Set<Table> inner) {
        boolean optional = link.optional() && !inner.contains(table);
        String kind = optional ? " left join " : " join ";
        return new Join(table, kind + table.from() + " on " + link.on(), optional);
    }

    private Set<Table> withParents(Set<Table> certain) {
        Set<Table> closed = EnumSet.noneOf(Table.class);
        closed.addAll(certain);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Link link : links) {
                grows |= link.optional() && closed.contains(link.child()) && closed.add(link.parent());
            }
        }
        return closed;
    }

    /** By which link each table is come to first from the root, in the order of coming there. */
    private Map<Table, Link> reach(Table root) {
        Map<Table, Link> reached = new LinkedHashMap<>();
        Deque<Table> queue = new ArrayDeque<>(List.of(root));
        while (!queue.isEmpty()) {
            Table at = queue.remove();
            for (Link link : links) {
                Table other = link.parent() == at ? link.child() : link.child() == at ? link.parent() : null;
                if (other != null && other != root && reached.putIfAbsent(other, link) == null) {
                    queue.add(other);
                }
            }
        }
        return reached;
    }
}

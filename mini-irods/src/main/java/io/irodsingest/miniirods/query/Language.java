package io.irodsingest.miniirods.query;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the two query languages differ once a query is parsed: the joins, who sees what, and the code of a database error. */
enum Language {
    GENQUERY1(Status.CAT_SQL_ERR) {
        @Override
        Set<Table> tables(Set<Table> named, boolean admin) {
            return named;
        }

        @Override
        List<JoinGraph.Join> joins(Set<Table> tables, Set<Table> certain, boolean admin) throws QueryException {
            return JoinGraph.GENQUERY1.plan(tables, certain);
        }
    },
    GENQUERY2(Status.SYS_LIBRARY_ERROR) {
        @Override
        Set<Table> tables(Set<Table> named, boolean admin) {
            Set<Table> tables = EnumSet.copyOf(named);
            named.stream().filter(OWNERS::containsKey).map(OWNERS::get).forEach(tables::add);
            if (tables.contains(Table.DATA)) {
                tables.addAll(admin ? DATA_ACCESS : List.of(Table.DATA_ACCESS));
            }
            if (tables.contains(Table.COLL)) {
                tables.addAll(admin ? COLL_ACCESS : List.of(Table.COLL_ACCESS));
            }
            return tables;
        }

        @Override
        List<JoinGraph.Join> joins(Set<Table> tables, Set<Table> certain, boolean admin) throws QueryException {
            List<JoinGraph.Join> joins = plan(tables, certain, admin);
            for (JoinGraph.Join join : joins) {
                if (MAIN.contains(join.table()) && !tables.contains(join.table())) {
                    throw new QueryException(
                            Status.SYS_INVALID_INPUT_PARAM,
                            "a column of " + join.table() + " is needed between the others");
                }
            }
            return joins;
        }

        private static List<JoinGraph.Join> plan(Set<Table> tables, Set<Table> certain, boolean admin)
                throws QueryException {
            try {
                return (admin ? JoinGraph.GENQUERY2_ADMIN : JoinGraph.GENQUERY2_USER).plan(tables, certain);
            } catch (QueryException e) {
                throw new QueryException(Status.SYS_INVALID_INPUT_PARAM, e.getMessage());
            }
        }
    };

    /** Tables that GenQuery2 joins to each other only directly: it puts none of them between two others by itself. */
    private static final Set<Table> MAIN = EnumSet.of(Table.ZONE, Table.USER, Table.USER_GROUP, Table.RESC, Table.COLL,
            Table.DATA);

    /** Tables that GenQuery2 always hangs on a main one. */
    private static final Map<Table, Table> OWNERS = Map.ofEntries(
            Map.entry(Table.DATA_META, Table.DATA),
            Map.entry(Table.COLL_META, Table.COLL),
            Map.entry(Table.RESC_META, Table.RESC),
            Map.entry(Table.USER_META, Table.USER),
            Map.entry(Table.DATA_ACCESS, Table.DATA),
            Map.entry(Table.DATA_ACCESS_USER, Table.DATA),
            Map.entry(Table.COLL_ACCESS, Table.COLL),
            Map.entry(Table.COLL_ACCESS_USER, Table.COLL),
            Map.entry(Table.HIERARCHY, Table.RESC));

    /** GenQuery2 joins these to every admin's query, so that a row comes once for each user who has access to it. */
    private static final Collection<Table> DATA_ACCESS = List.of(Table.DATA_ACCESS, Table.DATA_ACCESS_GROUP,
            Table.DATA_ACCESS_USER);

    private static final Collection<Table> COLL_ACCESS = List.of(Table.COLL_ACCESS, Table.COLL_ACCESS_GROUP,
            Table.COLL_ACCESS_USER);

    private final int databaseError;

    Language(int databaseError) {
        this.databaseError = databaseError;
    }

    int databaseError() {
        return databaseError;
    }

    /** The tables to join for those whose columns a query names. */
    abstract Set<Table> tables(Set<Table> named, boolean admin);

    abstract List<JoinGraph.Join> joins(Set<Table> tables, Set<Table> certain, boolean admin) throws QueryException;
}

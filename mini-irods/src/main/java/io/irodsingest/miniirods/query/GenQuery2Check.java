package io.irodsingest.miniirods.query;

import java.util.List;
import java.util.Set;

/** What the server refuses after a GenQuery2 is parsed and before the database sees it. */
final class GenQuery2Check {
    private GenQuery2Check() {}

    static void check(Select select) throws QueryException {
        Set<Table> tables = TableUse.of(select).tables();
        if (tables.isEmpty()) {
            throw refused("no column is named");
        }
        for (Expression column : select.groupBy()) {
            if (!tables.containsAll(TableUse.of(List.of(column)).tables())) {
                throw refused("a column to group by is neither selected nor in a condition");
            }
        }
        for (Select.Order order : select.orderBy()) {
            if (!tables.containsAll(TableUse.of(List.of(order.expression())).tables())) {
                throw refused("rows are ordered by a table that the query has no other use for");
            }
        }
    }

    private static QueryException refused(String message) {
        return new QueryException(Status.SYS_INVALID_INPUT_PARAM, message);
    }
}

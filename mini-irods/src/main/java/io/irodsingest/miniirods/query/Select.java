package io.irodsingest.miniirods.query;

import java.util.List;

/**
 * A query of either language.
 *
 * @param where an empty And when everything is asked for
 * @param offset rows to leave out first
 * @param limit rows at most
 */
record Select(
        boolean distinct,
        List<Expression> columns,
        Predicate where,
        List<Expression> groupBy,
        List<Order> orderBy,
        long offset,
        long limit) {

    Select {
        columns = List.copyOf(columns);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    record Order(Expression expression, boolean descending) {}
}

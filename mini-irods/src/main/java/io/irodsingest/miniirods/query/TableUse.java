package io.irodsingest.miniirods.query;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tables a query names columns of, and how many AVUs of one object it asks for. */
final class TableUse {
    private final Map<Table, Integer> instances = new EnumMap<>(Table.class);

    private TableUse() {}

    static TableUse of(Select select) {
        TableUse use = new TableUse();
        use.expressions(select.columns());
        use.predicate(select.where());
        return use;
    }

    static TableUse of(List<Expression> expressions) {
        TableUse use = new TableUse();
        use.expressions(expressions);
        return use;
    }

    /** All tables named; those of which several rows are asked for at once count with the table they belong to. */
    Set<Table> tables() {
        Set<Table> tables = EnumSet.noneOf(Table.class);
        tables.addAll(instances.keySet());
        if (instances(Table.DATA_META) > 1) {
            tables.add(Table.DATA);
        }
        if (instances(Table.COLL_META) > 1) {
            tables.add(Table.COLL);
        }
        return tables;
    }

    /** The tables without whose row the predicate does not hold; there may be more. */
    static Set<Table> certain(Predicate predicate) {
        Set<Table> certain = EnumSet.noneOf(Table.class);
        switch (predicate) {
            case Predicate.And and -> and.parts().forEach(part -> certain.addAll(certain(part)));
            case Predicate.Compare compare -> addReferenced(certain, compare.left());
            case Predicate.Like like -> addReferenced(certain, like.left());
            case Predicate.In in -> addReferenced(certain, in.left());
            case Predicate.Between between -> addReferenced(certain, between.left());
            case Predicate.BeginOf beginOf -> addReferenced(certain, beginOf.left());
            case Predicate.IsNull isNull -> {
            }
            case Predicate.Or or -> {
            }
            case Predicate.Not not -> {
            }
        }
        return certain;
    }

    private static void addReferenced(Set<Table> tables, Expression expression) {
        if (expression instanceof Expression.Reference reference) {
            tables.add(reference.column().table());
        }
    }

    int instances(Table table) {
        return instances.getOrDefault(table, 0);
    }

    private void expressions(List<Expression> expressions) {
        expressions.forEach(this::expression);
    }

    private void expression(Expression expression) {
        switch (expression) {
            case Expression.Reference reference ->
                instances.merge(reference.column().table(), reference.instance(), Math::max);
            case Expression.Cast cast -> expression(cast.column());
            case Expression.Call call -> expressions(call.arguments());
            case Expression.Text text -> {
            }
        }
    }

    private void predicate(Predicate predicate) {
        switch (predicate) {
            case Predicate.Compare compare -> expression(compare.left());
            case Predicate.Like like -> expression(like.left());
            case Predicate.In in -> expression(in.left());
            case Predicate.Between between -> expression(between.left());
            case Predicate.IsNull isNull -> expression(isNull.left());
            case Predicate.BeginOf beginOf -> expression(beginOf.left());
            case Predicate.And and -> and.parts().forEach(this::predicate);
            case Predicate.Or or -> or.parts().forEach(this::predicate);
            case Predicate.Not not -> predicate(not.part());
        }
    }
}

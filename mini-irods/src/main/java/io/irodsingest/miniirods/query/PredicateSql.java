package io.irodsingest.miniirods.query;

import java.util.List;

/** Writes predicates. */
final class PredicateSql {
    private final SqlText sql;
    private final ExpressionSql expressions;

    PredicateSql(SqlText sql) {
        this.sql = sql;
        this.expressions = new ExpressionSql(sql);
    }

    void write(Predicate predicate) throws QueryException {
        switch (predicate) {
            case Predicate.Compare compare -> {
                expressions.write(compare.left());
                sql.append(" " + compare.operator().sql() + " ").value(compare.left().type(), compare.value());
            }
            case Predicate.Like like -> like(like);
            case Predicate.In in -> {
                expressions.write(in.left());
                // An array rather than a list, so that queries for few and for many names are one text for H2's cache.
                sql.append(in.negated() ? " <> all(" : " = any(")
                        .values(in.left().type(), in.values())
                        .append(")");
            }
            case Predicate.Between between -> {
                expressions.write(between.left());
                Type type = between.left().type();
                sql.append(between.negated() ? " not between " : " between ").value(type, between.low());
                sql.append(" and ").value(type, between.high());
            }
            case Predicate.IsNull isNull -> {
                expressions.write(isNull.left());
                sql.append(isNull.negated() ? " is not null" : " is null");
            }
            case Predicate.BeginOf beginOf -> beginOf(beginOf);
            case Predicate.And and -> connect(and.parts(), " and ", "true");
            case Predicate.Or or -> connect(or.parts(), " or ", "false");
            case Predicate.Not not -> {
                sql.append("not (");
                write(not.part());
                sql.append(")");
            }
        }
    }

    private void connect(List<Predicate> parts, String operator, String none) throws QueryException {
        if (parts.isEmpty()) {
            sql.append(none);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            sql.append(i == 0 ? "" : operator);
            boolean nested = parts.get(i) instanceof Predicate.Or || parts.get(i) instanceof Predicate.And;
            sql.append(nested ? "(" : "");
            write(parts.get(i));
            sql.append(nested ? ")" : "");
        }
    }

    private void like(Predicate.Like like) throws QueryException {
        if (like.left().type() != Type.TEXT) {
            throw new QueryException(sql.language().databaseError(), "like is for texts only");
        }
        LikePattern pattern = LikePattern.of(like.pattern(), sql.language());
        boolean ranged = !like.negated()
                && like.left() instanceof Expression.Reference
                && !pattern.prefix().isEmpty();
        sql.append(ranged ? "(" : "");
        expressions.write(like.left());
        sql.append(like.negated() ? " not like " : " like ").parameter(pattern.text());
        sql.append(" escape '\\'");
        if (ranged) {
            // H2 takes no index for a pattern that it learns only when the statement runs.
            range(like.left(), pattern.prefix());
            sql.append(")");
        }
    }

    private void range(Expression left, String prefix) throws QueryException {
        sql.append(" and ");
        expressions.write(left);
        sql.append(" >= ").parameter(prefix).append(" and ");
        expressions.write(left);
        char last = prefix.charAt(prefix.length() - 1);
        sql.append(" < ").parameter(prefix.substring(0, prefix.length() - 1) + (char) (last + 1));
    }

    private void beginOf(Predicate.BeginOf beginOf) throws QueryException {
        if (beginOf.left().type() != Type.TEXT) {
            throw new QueryException(sql.language().databaseError(), "begin_of is for texts only");
        }
        sql.append("(");
        expressions.write(beginOf.left());
        sql.append(" = substring(").parameter(beginOf.text()).append(" from 1 for char_length(");
        expressions.write(beginOf.left());
        sql.append(")) and char_length(");
        expressions.write(beginOf.left());
        sql.append(") > 0)");
    }
}

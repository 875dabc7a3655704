package io.irodsingest.miniirods.query;

import java.util.List;
import java.util.Locale;

/** Writes expressions. PostgreSQL, under the real catalog, refuses some of them for their types; so does this. */
final class ExpressionSql {
    private final SqlText sql;

    ExpressionSql(SqlText sql) {
        this.sql = sql;
    }

    void write(Expression expression) throws QueryException {
        switch (expression) {
            case Expression.Reference reference -> sql.append(reference.column().sql(alias(reference)));
            case Expression.Cast cast -> {
                sql.append("cast(");
                write(cast.column());
                sql.append(" as " + cast.sqlType() + ")");
            }
            case Expression.Text text -> sql.append("cast(").parameter(text.value()).append(" as varchar)");
            case Expression.Call call -> call(call);
        }
    }

    void writeAll(List<Expression> expressions) throws QueryException {
        for (int i = 0; i < expressions.size(); i++) {
            sql.append(i == 0 ? "" : ", ");
            write(expressions.get(i));
        }
    }

    private void call(Expression.Call call) throws QueryException {
        Expression.Function function = call.function();
        boolean text = call.arguments().stream().anyMatch(argument -> argument.type() == Type.TEXT);
        boolean number = call.arguments().stream().anyMatch(argument -> argument.type() != Type.TEXT);
        if (call.arguments().isEmpty() || function.needsNumbers() && text || function.needsText() && number) {
            throw new QueryException(
                    sql.language().databaseError(), "no function " + function + " of these arguments");
        }
        sql.append(function.name().toLowerCase(Locale.ROOT)).append(call.distinct() ? "(distinct " : "(");
        writeAll(call.arguments());
        sql.append(")");
    }

    static String alias(Expression.Reference reference) {
        return alias(reference.column().table(), reference.instance());
    }

    static String alias(Table table, int instance) {
        return instance == 1 ? table.alias() : table.alias() + instance;
    }
}

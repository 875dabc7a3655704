package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses columns, casts and functions of GenQuery2. The server looks columns up when all the text is parsed, and its database
 * looks at functions and types after that; so problems with those are kept until then.
 */
final class ExpressionParser {
    private static final Map<String, Expression.Cast> CASTS = Map.ofEntries(
            cast("bigint", "bigint", Type.INTEGER),
            cast("int", "integer", Type.INTEGER),
            cast("integer", "integer", Type.INTEGER),
            cast("smallint", "smallint", Type.INTEGER),
            cast("decimal", "decfloat", Type.DECIMAL),
            cast("numeric", "decfloat", Type.DECIMAL),
            cast("varchar", "varchar", Type.TEXT),
            cast("text", "varchar", Type.TEXT));

    /** Stands for a column that does not exist until that is said. */
    private static final Column NOWHERE = new Column(Table.ZONE, "null", Type.TEXT);

    private final TokenStream tokens;
    private Optional<QueryException> unknownColumn = Optional.empty();
    private Optional<QueryException> databaseError = Optional.empty();

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    private static Map.Entry<String, Expression.Cast> cast(String name, String sql, Type type) {
        return Map.entry(name, new Expression.Cast(new Expression.Reference(NOWHERE, 1), sql, type));
    }

    List<Expression> list() throws QueryException {
        List<Expression> expressions = new ArrayList<>();
        do {
            expressions.add(columnOrFunction());
        } while (tokens.accept(","));
        return expressions;
    }

    Expression columnOrFunction() throws QueryException {
        if (tokens.accept("cast")) {
            return cast();
        }
        String name = tokens.identifier();
        return tokens.accept("(") ? call(name) : column(name);
    }

    Expression.Reference column(String name) {
        Optional<Column> column = Columns.named(name);
        if (column.isEmpty() && unknownColumn.isEmpty()) {
            unknownColumn = Optional.of(new QueryException(Status.SYS_INVALID_INPUT_PARAM, "unknown column: " + name));
        }
        return new Expression.Reference(column.orElse(NOWHERE), 1);
    }

    private Expression cast() throws QueryException {
        tokens.expect("(");
        Expression.Reference column = column(tokens.identifier());
        tokens.expect("as");
        String type = tokens.identifier().toLowerCase(Locale.ROOT);
        String length = "";
        if (tokens.accept("(")) {
            length = length(tokens.expect(Token.Kind.POSITIVE));
            tokens.expect(")");
        }
        tokens.expect(")");
        Expression.Cast model = CASTS.get(type);
        if (model == null) {
            later("no type: " + type);
            return column;
        }
        return new Expression.Cast(column, model.sqlType() + (model.type() == Type.TEXT ? length : ""), model.type());
    }

    private String length(String digits) {
        if (!digits.matches("0*[1-9][0-9]{0,6}")) {
            later("no length: " + digits);
        }
        return "(" + digits + ")";
    }

    private Expression call(String name) throws QueryException {
        tokens.enter();
        boolean distinct = tokens.accept("distinct");
        List<Expression> arguments = new ArrayList<>();
        if (!tokens.at(")")) {
            do {
                arguments.add(argument());
            } while (tokens.accept(","));
        }
        tokens.expect(")");
        tokens.leave();
        Optional<Expression.Function> function = Expression.Function.named(name);
        if (function.isEmpty() || distinct && !function.get().aggregates()) {
            later("no function: " + name);
        }
        return new Expression.Call(function.orElse(Expression.Function.COUNT), distinct, List.copyOf(arguments));
    }

    /** The server gives strings and numbers to the database alike, as strings. */
    private Expression argument() throws QueryException {
        return switch (tokens.peek().kind()) {
            case STRING -> new Expression.Text(tokens.expect(Token.Kind.STRING));
            case POSITIVE -> new Expression.Text(tokens.expect(Token.Kind.POSITIVE));
            case NEGATIVE -> new Expression.Text(tokens.expect(Token.Kind.NEGATIVE));
            case WORD, SYMBOL, END -> columnOrFunction();
        };
    }

    private void later(String message) {
        if (databaseError.isEmpty()) {
            databaseError = Optional.of(new QueryException(Status.SYS_LIBRARY_ERROR, message));
        }
    }

    void throwFirstProblem() throws QueryException {
        if (unknownColumn.isPresent()) {
            throw unknownColumn.get();
        }
        if (databaseError.isPresent()) {
            throw databaseError.get();
        }
    }
}

package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Parses GenQuery2 as 5.0.2 does: rows are distinct only when asked to be, {@code limit} and {@code offset} may stand on either
 * side of {@code order by}, and without a limit 256 rows are the most.
 */
final class GenQuery2Parser {
    private static final long DEFAULT_LIMIT = 256;

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final ConditionListParser conditions;
    private List<Select.Order> order = List.of();
    private long offset;
    private long limit = DEFAULT_LIMIT;

    private GenQuery2Parser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
        this.conditions = new ConditionListParser(tokens, expressions);
    }

    static Select parse(String text) throws QueryException {
        GenQuery2Parser parser = new GenQuery2Parser(new TokenStream(Lexer.tokens(text)));
        Select select = parser.query();
        parser.expressions.throwFirstProblem();
        GenQuery2Check.check(select);
        return select;
    }

    private Select query() throws QueryException {
        tokens.expect("select");
        boolean distinct = tokens.accept("distinct");
        List<Expression> columns = expressions.list();
        Predicate where = tokens.accept("where") ? conditions.alternatives() : new Predicate.And(List.of());
        List<Expression> groupBy = new ArrayList<>();
        if (tokens.accept("group")) {
            tokens.expect("by");
            do {
                groupBy.add(expressions.column(tokens.identifier()));
            } while (tokens.accept(","));
        }
        if (tokens.at("order")) {
            orderBy();
            range();
        } else {
            range();
            orderBy();
        }
        if (tokens.peek().kind() != Token.Kind.END) {
            throw tokens.unexpected("the end");
        }
        return new Select(distinct, columns, where, groupBy, order, offset, limit);
    }

    private void orderBy() throws QueryException {
        if (!tokens.accept("order")) {
            return;
        }
        tokens.expect("by");
        order = new ArrayList<>();
        do {
            Expression expression = expressions.columnOrFunction();
            boolean descending = !tokens.accept("asc") && tokens.accept("desc");
            order.add(new Select.Order(expression, descending));
        } while (tokens.accept(","));
    }

    private void range() throws QueryException {
        if (tokens.accept("offset")) {
            offset = number();
            count();
        } else if (count() && tokens.accept("offset")) {
            offset = number();
        }
    }

    private boolean count() throws QueryException {
        if (tokens.accept("limit")) {
            limit = number();
            return true;
        }
        if (tokens.accept("fetch")) {
            tokens.expect("first");
            limit = number();
            tokens.expect("rows", "only");
            return true;
        }
        return false;
    }

    private long number() throws QueryException {
        String digits = tokens.expect(Token.Kind.POSITIVE);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new QueryException(Status.SYS_LIBRARY_ERROR, "too large: " + digits);
        }
    }
}

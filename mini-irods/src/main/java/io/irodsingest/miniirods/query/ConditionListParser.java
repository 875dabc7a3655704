package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;

/** Parses what follows {@code where} in GenQuery2; {@code not} binds closer than {@code and}, that closer than {@code or}. */
final class ConditionListParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    ConditionListParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Predicate alternatives() throws QueryException {
        List<Predicate> parts = new ArrayList<>();
        do {
            parts.add(together());
        } while (tokens.accept("or"));
        return parts.size() == 1 ? parts.getFirst() : new Predicate.Or(List.copyOf(parts));
    }

    private Predicate together() throws QueryException {
        List<Predicate> parts = new ArrayList<>();
        do {
            parts.add(single());
        } while (tokens.accept("and"));
        return parts.size() == 1 ? parts.getFirst() : new Predicate.And(List.copyOf(parts));
    }

    private Predicate single() throws QueryException {
        tokens.enter();
        Predicate predicate;
        if (tokens.accept("not")) {
            predicate = new Predicate.Not(single());
        } else if (tokens.accept("(")) {
            predicate = alternatives();
            tokens.expect(")");
        } else {
            predicate = condition(expressions.columnOrFunction());
        }
        tokens.leave();
        return predicate;
    }

    private Predicate condition(Expression left) throws QueryException {
        if (tokens.accept("is")) {
            boolean negated = tokens.accept("not");
            tokens.expect("null");
            return new Predicate.IsNull(left, negated);
        }
        boolean negated = tokens.accept("not");
        if (tokens.accept("like")) {
            return new Predicate.Like(left, string(), negated);
        }
        if (tokens.accept("in")) {
            return new Predicate.In(left, strings(), negated);
        }
        if (tokens.accept("between")) {
            String low = string();
            tokens.expect("and");
            return new Predicate.Between(left, low, string(), negated);
        }
        if (negated) {
            throw tokens.unexpected("like, in or between");
        }
        return new Predicate.Compare(left, operator(), string());
    }

    private Predicate.Operator operator() throws QueryException {
        Predicate.Operator operator = switch (tokens.peek().kind() == Token.Kind.SYMBOL ? tokens.peek().text() : "") {
            case "=" -> Predicate.Operator.EQUAL;
            case "!=", "<>" -> Predicate.Operator.NOT_EQUAL;
            case "<" -> Predicate.Operator.LESS;
            case "<=" -> Predicate.Operator.LESS_OR_EQUAL;
            case ">" -> Predicate.Operator.GREATER;
            case ">=" -> Predicate.Operator.GREATER_OR_EQUAL;
            default -> throw tokens.unexpected("an operator");
        };
        tokens.expect(tokens.peek().text());
        return operator;
    }

    private String string() throws QueryException {
        return tokens.expect(Token.Kind.STRING);
    }

    private List<String> strings() throws QueryException {
        tokens.expect("(");
        List<String> strings = new ArrayList<>();
        do {
            strings.add(string());
        } while (tokens.accept(","));
        tokens.expect(")");
        return List.copyOf(strings);
    }
}

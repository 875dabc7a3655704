package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the conditions of one GenQuery1 query at {@code &&} and {@code ||}, the way the server does: a pair of quotes hides
 * what is between, and as nothing escapes a quote, a value with an apostrophe together with {@code &&} or {@code ||} comes
 * apart at the wrong place, there as here.
 */
final class ConditionParser {
    /** Twice MAX_NAME_LEN: the server's buffer for a condition with several parts. */
    private static final int COMPOUND_BYTES = 2176;

    private final SimpleConditionParser simple = new SimpleConditionParser();

    Predicate parse(Expression.Reference column, String text, boolean upperCase) throws QueryException {
        String rest = text;
        Expression left = column;
        if (comparesNumbers(text)) {
            left = new Expression.Cast(column, "decfloat", Type.DECIMAL);
            rest = text.replaceFirst("n", " ");
        } else if (upperCase) {
            left = new Expression.Call(Expression.Function.UPPER, false, List.of(column));
        }
        return compound(rest) ? splitAndParse(left, rest) : simple.parse(left, rest);
    }

    private static boolean comparesNumbers(String text) {
        String start = text.stripLeading();
        return start.startsWith("n<") || start.startsWith("n>") || start.startsWith("n=");
    }

    private static boolean compound(String text) {
        StringBuilder outside = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            }
            outside.append(quoted || c == '\'' ? ' ' : c);
        }
        return outside.indexOf("||") >= 0 || outside.indexOf("&&") >= 0;
    }

    private Predicate splitAndParse(Expression left, String text) throws QueryException {
        if (Utf8.length(text) >= COMPOUND_BYTES) {
            throw new QueryException(Status.USER_STRLEN_TOOLONG, "a compound condition is too long");
        }
        List<Predicate> alternatives = new ArrayList<>();
        List<Predicate> together = new ArrayList<>();
        String rest = text;
        for (int at = operatorIn(rest); at >= 0; at = operatorIn(rest)) {
            together.add(simple.parse(left, rest.substring(0, at)));
            if (rest.charAt(at) == '|') {
                alternatives.add(new Predicate.And(List.copyOf(together)));
                together.clear();
            }
            rest = rest.substring(at + 2);
        }
        together.add(simple.parse(left, rest));
        alternatives.add(new Predicate.And(List.copyOf(together)));
        return new Predicate.Or(alternatives);
    }

    private static int operatorIn(String text) {
        String masked = mask(text);
        int or = masked.indexOf("||");
        int and = masked.indexOf("&&");
        return or < 0 || and >= 0 && and < or ? and : or;
    }

    private static String mask(String text) {
        StringBuilder masked = new StringBuilder(text);
        int open = text.indexOf('\'');
        while (open >= 0) {
            int close = text.indexOf('\'', open + 1);
            if (close < 0) {
                break;
            }
            for (int i = open + 1; i < close; i++) {
                masked.setCharAt(i, ' ');
            }
            open = text.indexOf('\'', close + 1);
        }
        return masked.toString();
    }
}

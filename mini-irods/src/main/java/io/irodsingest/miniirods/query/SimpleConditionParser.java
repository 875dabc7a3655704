package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One operator and its value or values in GenQuery1, with the server's rules: the value reaches from the first to the last
 * quote, whatever stands between; only {@code in} and {@code between} take values pair by pair; text after the last quote
 * counts for nothing. An instance serves one query and keeps its limits.
 */
final class SimpleConditionParser {
    private static final int OPERATOR_LENGTH = 10;
    /** The server's buffer for the values of all {@code in} of a query, each with a byte at its end. */
    private static final int IN_BYTES = 32_000;
    /** The server's buffer for all other values of a query. */
    private static final int VALUE_BYTES = 16_090;

    /** The server drops each of these once, in this order, and wants nothing but blanks to remain. */
    private static final List<String> WORDS = List.of("begin_of", "parent_of", "not", "NOT", "between", "BETWEEN",
            "like", "LIKE", "in", "IN");

    private int inBytes;
    private int valueBytes;

    Predicate parse(Expression left, String text) throws QueryException {
        if (begins(text, "in", "IN")) {
            return new Predicate.In(left, inValues(text), false);
        }
        if (begins(text, "between", "BETWEEN")) {
            return between(left, text);
        }
        if (text.equals("IS NULL") || text.equals("IS NOT NULL")) {
            return new Predicate.IsNull(left, text.contains("NOT"));
        }
        return quoted(left, text);
    }

    /** The server looks for the first occurrence anywhere, in small letters before capitals, and then where it is. */
    private static boolean begins(String text, String word, String capitals) {
        int at = text.indexOf(word);
        if (at < 0) {
            at = text.indexOf(capitals);
        }
        return at >= 0 && text.substring(0, at).replace(" ", "").isEmpty();
    }

    private List<String> inValues(String text) throws QueryException {
        List<String> values = pairs(text);
        if (values.isEmpty()) {
            throw invalid(text);
        }
        for (String value : values) {
            inBytes += Utf8.length(value) + 1;
        }
        if (inBytes > IN_BYTES) {
            throw new QueryException(Status.USER_STRLEN_TOOLONG,
                    "the values of in take more than " + IN_BYTES + " bytes");
        }
        return values;
    }

    private static Predicate between(Expression left, String text) throws QueryException {
        List<String> values = pairs(text);
        if (values.size() != 2) {
            throw invalid(text);
        }
        return new Predicate.Between(left, values.get(0), values.get(1), false);
    }

    private static List<String> pairs(String text) {
        List<String> values = new ArrayList<>();
        int open = text.indexOf('\'');
        while (open >= 0) {
            int close = text.indexOf('\'', open + 1);
            if (close < 0) {
                break;
            }
            values.add(text.substring(open + 1, close));
            open = text.indexOf('\'', close + 1);
        }
        return List.copyOf(values);
    }

    private Predicate quoted(Expression left, String text) throws QueryException {
        int open = text.indexOf('\'');
        int close = text.lastIndexOf('\'');
        if (open < 0 || close == open || open > OPERATOR_LENGTH) {
            throw invalid(text);
        }
        String operator = text.substring(0, open);
        checkOperator(operator, text);
        String value = text.substring(open + 1, close);
        valueBytes += Utf8.length(value) + 2;
        if (valueBytes > VALUE_BYTES) {
            throw invalid(text);
        }
        return predicate(left, operator.strip().replaceAll(" +", " ").toLowerCase(Locale.ROOT), value);
    }

    private static void checkOperator(String operator, String text) throws QueryException {
        String rest = operator.replaceAll("[<>=!]", " ");
        for (String word : WORDS) {
            int at = rest.indexOf(word);
            if (at >= 0) {
                rest = rest.substring(0, at) + " ".repeat(word.length()) + rest.substring(at + word.length());
            }
        }
        if (!rest.replace(" ", "").isEmpty()) {
            throw invalid(text);
        }
    }

    private static Predicate predicate(Expression left, String operator, String value) throws QueryException {
        return switch (operator) {
            case "=" -> new Predicate.Compare(left, Predicate.Operator.EQUAL, value);
            case "<>", "!=" -> new Predicate.Compare(left, Predicate.Operator.NOT_EQUAL, value);
            case "<" -> new Predicate.Compare(left, Predicate.Operator.LESS, value);
            case ">" -> new Predicate.Compare(left, Predicate.Operator.GREATER, value);
            case "<=" -> new Predicate.Compare(left, Predicate.Operator.LESS_OR_EQUAL, value);
            case ">=" -> new Predicate.Compare(left, Predicate.Operator.GREATER_OR_EQUAL, value);
            case "like" -> new Predicate.Like(left, value, false);
            case "not like" -> new Predicate.Like(left, value, true);
            case "begin_of" -> new Predicate.BeginOf(left, value);
            case "parent_of" -> new Predicate.In(left, parents(value), false);
            default -> throw new QueryException(Status.CAT_SQL_ERR, "no operator: [" + operator + "]");
        };
    }

    /** "/a/b" gives "/", "/a", "/a/b". */
    private static List<String> parents(String path) {
        List<String> parents = new ArrayList<>();
        String single = path.replaceAll("/+", "/");
        if (single.startsWith("/")) {
            parents.add("/");
        }
        for (int slash = single.indexOf('/', 1); slash >= 0; slash = single.indexOf('/', slash + 1)) {
            parents.add(single.substring(0, slash));
        }
        parents.add(single);
        return List.copyOf(parents);
    }

    private static QueryException invalid(String text) {
        return new QueryException(Status.CAT_INVALID_ARGUMENT, "no condition: [" + text + "]");
    }
}

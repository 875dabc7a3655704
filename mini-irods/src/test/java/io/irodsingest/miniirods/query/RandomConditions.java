package io.irodsingest.miniirods.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Random conditions on a row, each with its text in both languages and with a plain Java test of the same meaning. */
final class RandomConditions {
    /**
     * @param genQuery1 without the column, or empty where GenQuery1 cannot say it
     * @param genQuery2 with the column
     */
    record Condition(Predicate<Row> test, String genQuery1, String genQuery2) {}

    record Row(String name, long size) {}

    private static final String[] COMPARISONS = {"=", "!=", "<>", "<", ">", "<=", ">="};

    private final Random random;

    RandomConditions(Random random) {
        this.random = random;
    }

    String name() {
        int length = 1 + random.nextInt(3);
        return random.ints(length, 0, 8)
                .mapToObj(i -> "ab'%_\\&|".substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** Without what is special in GenQuery1 within "in", "between" or beside "&&" and "||". */
    private String plainName() {
        return name().replace("'", "b").replace('|', 'a').replace('&', 'b');
    }

    Condition onName(boolean plain) {
        String value = plain ? plainName() : name();
        return switch (random.nextInt(4)) {
            case 0, 1 -> {
                String operator = COMPARISONS[random.nextInt(COMPARISONS.length)];
                yield condition(
                        row -> compares(row.name().compareTo(value), operator),
                        operator + " " + quoted(value),
                        "DATA_NAME " + operator + " " + doubled(value));
            }
            case 2 -> like(plain);
            default -> in();
        };
    }

    private Condition like(boolean plain) {
        String pattern = random.nextInt(8) == 0 ? "%" : (plain ? plainName() : name()).replaceAll("\\\\+$", "%");
        boolean negated = random.nextBoolean();
        String operator = negated ? "not like " : "like ";
        return condition(
                row -> matches(row.name(), pattern) != negated,
                operator + quoted(pattern),
                "DATA_NAME " + operator + doubled(pattern));
    }

    private Condition in() {
        List<String> values = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            values.add(plainName());
        }
        return condition(
                row -> values.contains(row.name()),
                values.stream().map(RandomConditions::quoted).collect(Collectors.joining(",", "in (", ")")),
                values.stream().map(RandomConditions::doubled)
                        .collect(Collectors.joining(", ", "DATA_NAME in (", ")")));
    }

    Condition onSize() {
        long low = random.nextInt(30);
        long high = low + random.nextInt(20);
        String between = "between '" + low + "' ";
        if (random.nextInt(3) == 0) {
            return condition(
                    row -> row.size() >= low && row.size() <= high,
                    between + "'" + high + "'",
                    "DATA_SIZE " + between + "and '" + high + "'");
        }
        String operator = COMPARISONS[random.nextInt(COMPARISONS.length)];
        String text = operator + " '" + low + "'";
        return condition(row -> compares(Long.compare(row.size(), low), operator), text, "DATA_SIZE " + text);
    }

    Condition compoundOnName() {
        Condition left = onName(true);
        Condition right = onName(true);
        boolean or = random.nextBoolean();
        return condition(
                or ? left.test().or(right.test()) : left.test().and(right.test()),
                left.genQuery1() + (or ? " || " : "&&") + right.genQuery1(),
                "(" + left.genQuery2() + (or ? " or " : " and ") + right.genQuery2() + ")");
    }

    /** Only GenQuery2 says these. */
    Condition tree(int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? onName(false) : onSize();
        }
        Condition left = tree(random.nextInt(depth));
        Condition right = tree(random.nextInt(depth));
        return switch (random.nextInt(3)) {
            case 0 -> condition(left.test().and(right.test()), "",
                    "(" + left.genQuery2() + ") and (" + right.genQuery2() + ")");
            case 1 -> condition(left.test().or(right.test()), "",
                    "(" + left.genQuery2() + ") or (" + right.genQuery2() + ")");
            default -> condition(left.test().negate(), "", "not (" + left.genQuery2() + ")");
        };
    }

    private static Condition condition(Predicate<Row> test, String genQuery1, String genQuery2) {
        return new Condition(test, genQuery1, genQuery2);
    }

    private static String quoted(String value) {
        return "'" + value + "'";
    }

    private static String doubled(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static boolean compares(int comparison, String operator) {
        return switch (operator) {
            case "=" -> comparison == 0;
            case "<" -> comparison < 0;
            case ">" -> comparison > 0;
            case "<=" -> comparison <= 0;
            case ">=" -> comparison >= 0;
            default -> comparison != 0;
        };
    }

    private static boolean matches(String text, String pattern) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '%') {
            return matches(text, pattern.substring(1)) || !text.isEmpty() && matches(text.substring(1), pattern);
        }
        int taken = first == '\\' ? 2 : 1;
        char wanted = pattern.charAt(taken - 1);
        boolean fits = !text.isEmpty() && (first == '_' || text.charAt(0) == wanted);
        return fits && matches(text.substring(1), pattern.substring(taken));
    }
}

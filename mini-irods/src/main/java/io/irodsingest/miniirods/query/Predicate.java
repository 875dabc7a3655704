package io.irodsingest.miniirods.query;

import java.util.List;

/** What must hold of a row. Values are texts as the client wrote them; the SQL builder gives them their types. */
sealed interface Predicate {

    record Compare(Expression left, Operator operator, String value) implements Predicate {}

    record Like(Expression left, String pattern, boolean negated) implements Predicate {}

    record In(Expression left, List<String> values, boolean negated) implements Predicate {}

    record Between(Expression left, String low, String high, boolean negated) implements Predicate {}

    record IsNull(Expression left, boolean negated) implements Predicate {}

    /** The column's value is not empty and the given text begins with it. */
    record BeginOf(Expression left, String text) implements Predicate {}

    record And(List<Predicate> parts) implements Predicate {}

    record Or(List<Predicate> parts) implements Predicate {}

    record Not(Predicate part) implements Predicate {}

    enum Operator {
        EQUAL("="), NOT_EQUAL("<>"), LESS("<"), GREATER(">"), LESS_OR_EQUAL("<="), GREATER_OR_EQUAL(">=");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }
}

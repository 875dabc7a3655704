package io.irodsingest.miniirods.query;

import java.util.List;
import java.util.Optional;

/** Something with a value in each row. */
sealed interface Expression {

    Type type();

    /**
     * @param instance 1, or the n-th AVU of the same object where a GenQuery1 query names several
     */
    record Reference(Column column, int instance) implements Expression {
        @Override
        public Type type() {
            return column.type();
        }
    }

    /**
     * @param sqlType the type as H2 spells it
     */
    record Cast(Reference column, String sqlType, Type type) implements Expression {}

    record Text(String value) implements Expression {
        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    record Call(Function function, boolean distinct, List<Expression> arguments) implements Expression {
        @Override
        public Type type() {
            Type first = arguments.isEmpty() ? Type.TEXT : arguments.getFirst().type();
            return function.resultType(first);
        }
    }

    enum Function {
        COUNT, SUM, MIN, MAX, AVG, UPPER, LOWER, LENGTH, CONCAT, COALESCE;

        /** Whether one value comes of many rows. */
        boolean aggregates() {
            return ordinal() <= AVG.ordinal();
        }

        boolean needsNumbers() {
            return this == SUM || this == AVG;
        }

        boolean needsText() {
            return this == UPPER || this == LOWER || this == LENGTH;
        }

        Type resultType(Type argument) {
            return switch (this) {
                case COUNT, LENGTH -> Type.INTEGER;
                case SUM, AVG -> Type.DECIMAL;
                case UPPER, LOWER, CONCAT -> Type.TEXT;
                case MIN, MAX, COALESCE -> argument;
            };
        }

        static Optional<Function> named(String name) {
            for (Function function : values()) {
                if (function.name().equalsIgnoreCase(name)) {
                    return Optional.of(function);
                }
            }
            return Optional.empty();
        }
    }
}

package io.irodsingest.miniirods.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** SQL in the making: text with question marks, and their values in the same order. */
final class SqlText {
    private static final int MAX_SCALE = 16_383;

    private final Language language;
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    SqlText(Language language) {
        this.language = language;
    }

    SqlText append(String sql) {
        text.append(sql);
        return this;
    }

    /** A question mark for a value of the type, which is what makes an index on a number usable. */
    SqlText value(Type type, String value) throws QueryException {
        return parameter(typed(type, value));
    }

    SqlText values(Type type, List<String> values) throws QueryException {
        Object[] typed = switch (type) {
            case TEXT -> new String[values.size()];
            case INTEGER -> new Long[values.size()];
            case DECIMAL -> new BigDecimal[values.size()];
        };
        for (int i = 0; i < typed.length; i++) {
            typed[i] = typed(type, values.get(i));
        }
        return parameter(typed);
    }

    SqlText parameter(Object value) {
        text.append('?');
        parameters.add(value);
        return this;
    }

    void parameterWithoutMark(Object value) {
        parameters.add(value);
    }

    private Object typed(Type type, String value) throws QueryException {
        try {
            return switch (type) {
                case TEXT -> value;
                case INTEGER -> Long.valueOf(value.strip());
                case DECIMAL -> decimal(value.strip());
            };
        } catch (NumberFormatException e) {
            throw new QueryException(language.databaseError(), "no number: [" + value + "]");
        }
    }

    /** PostgreSQL's limit keeps an exponent from becoming a billion digits. */
    private static BigDecimal decimal(String value) {
        BigDecimal decimal = new BigDecimal(value);
        if (Math.abs((long) decimal.scale()) > MAX_SCALE) {
            throw new NumberFormatException(value);
        }
        return decimal;
    }

    Language language() {
        return language;
    }

    String text() {
        return text.toString();
    }

    List<Object> parameters() {
        return parameters;
    }
}

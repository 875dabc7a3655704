package io.irodsingest.dashboard;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Rows of comma-separated values, as RFC 4180 has them. */
final class Csv {
    /** What spreadsheets take for the beginning of a formula, which they would evaluate. */
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    static String line(String... fields) {
        return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        String harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}

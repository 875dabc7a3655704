package io.irodsingest.cli.output;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text for people. Names and reasons come from outside, and a terminal obeys control characters that are in them: they are shown
 * as {@code %XX}, each byte of them in UTF-8.
 */
public final class Printable {
    /** Also those that change the direction of text. */
    private static final String FORBIDDEN = "\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069";
    /** Lines stay lines, and columns columns. */
    private static final Pattern IN_TEXT = Pattern.compile("[" + FORBIDDEN + "&&[^\\t]]");
    private static final Pattern IN_JSON = Pattern
            .compile("[\\x7F-\\x9F\\u061C\\u200E\\u200F\\u2028-\\u202E\\u2066-\\u2069]");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Printable() {}

    /** Of one line or several. */
    public static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll(Printable::bytes);
    }

    /** The same for one line, in which there is no end of a line. */
    public static String line(String text) {
        return text(text).replace("\n", "%0A");
    }

    /** JSON that says the same, with such characters in JSON's own way. */
    public static String json(String json) {
        return IN_JSON.matcher(json)
                .replaceAll(found -> Matcher.quoteReplacement("\\u" + HEX.toHexDigits(found.group().charAt(0))));
    }

    private static String bytes(MatchResult found) {
        StringBuilder bytes = new StringBuilder();
        for (byte one : found.group().getBytes(StandardCharsets.UTF_8)) {
            HEX.toHexDigits(bytes.append('%'), one);
        }
        return bytes.toString();
    }
}

package io.irodsingest.workers3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in the heads of HTTP answers, which comes as bytes. What is valid UTF-8 is taken for it, as stores and their clients write it
 * today, and else for ISO-8859-1, as HTTP had it at first; words that are encoded after RFC 2047, as Amazon writes what is no
 * ASCII, are decoded.
 */
final class HeaderText {
    private static final Pattern ENCODED_WORD = Pattern
            .compile("=\\?([^?\\s]+)\\?([BbQq])\\?([^?\\s]*)\\?=");
    /** Space between two encoded words is none. */
    private static final Pattern BETWEEN = Pattern.compile("(?<=\\?=)\\s+(?==\\?[^?\\s]+\\?[BbQq]\\?[^?\\s]*\\?=)");
    private static final Pattern QUOTED = Pattern.compile("=([0-9A-Fa-f]{2})|_");

    private HeaderText() {}

    /** @param raw a character for each byte */
    static String decode(String raw) {
        String text = utf8(raw);
        if (!text.contains("=?")) {
            return text;
        }
        return ENCODED_WORD.matcher(BETWEEN.matcher(text).replaceAll(""))
                .replaceAll(word -> Matcher.quoteReplacement(word(word)));
    }

    private static String utf8(String raw) {
        if (raw.chars().allMatch(c -> c < 0x80) || raw.chars().anyMatch(c -> c > 0xFF)) {
            return raw;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException otherBytes) {
            return raw;
        }
    }

    /** What a word stands for; the word itself when it is malformed. */
    private static String word(MatchResult word) {
        try {
            // a language may follow the name, after RFC 2231
            Charset charset = Charset.forName(word.group(1).split("\\*", 2)[0]);
            byte[] bytes = "B".equalsIgnoreCase(word.group(2))
                    ? Base64.getDecoder().decode(word.group(3))
                    : quoted(word.group(3));
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException | IllegalArgumentException malformed) {
            return word.group();
        }
    }

    private static byte[] quoted(String text) {
        return QUOTED.matcher(text)
                .replaceAll(quoted -> Matcher.quoteReplacement(quoted.group(1) == null
                        ? " "
                        : String.valueOf((char) HexFormat.fromHexDigits(quoted.group(1)))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

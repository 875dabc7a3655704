package io.irodsingest.miniirods.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text as it travels and is kept: UTF-8. A byte that is not valid UTF-8, as in the physical path of an odd file name, becomes a
 * lone surrogate from U+DC80 to U+DCFF, and that byte again, as PEP 383 does it for Python.
 */
public final class WireText {
    private static final char ESCAPE = '\uDC00';
    private static final char FIRST_ESCAPED = '\uDC80';
    private static final char LAST_ESCAPED = '\uDCFF';
    private static final char REPLACEMENT = '\uFFFD';

    private WireText() {}

    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeOdd(bytes);
    }

    /** Whether some of its bytes are no UTF-8. */
    public static boolean hasOddBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    public static byte[] encode(String text) {
        return hasOddBytes(text) ? encodeOdd(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String decodeOdd(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
            result = decoder.decode(in, out, true);
        }
        return out.flip().toString();
    }

    private static byte[] encodeOdd(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
                bytes.write(text.charAt(i) - ESCAPE);
                from = i + 1;
            }
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return c >= FIRST_ESCAPED && c <= LAST_ESCAPED && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}

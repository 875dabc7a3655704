package io.irodsingest.miniirods.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code BinBytesBuf_PI}: bytes in base64; the server ends texts in it with NUL and counts that in the length. */
public final class BinBytes {
    private BinBytes() {}

    /** The text in a {@code BinBytesBuf_PI}, without a closing NUL. */
    public static String text(PiNode buffer) {
        byte[] bytes = Base64.getMimeDecoder().decode(buffer.text("buf"));
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** A text with closing NUL. */
    public static String of(String text) {
        byte[] bytes = (text + '\0').getBytes(StandardCharsets.UTF_8);
        return of(bytes);
    }

    public static String of(byte[] bytes) {
        return "<BinBytesBuf_PI>\n<buflen>" + bytes.length + "</buflen>\n<buf>"
                + Base64.getEncoder().encodeToString(bytes) + "</buf>\n</BinBytesBuf_PI>\n";
    }
}

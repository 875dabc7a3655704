package io.irodsingest.common.path;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The printable form of {@link RawPath} and the percent-encoded form of file URIs. */
final class RawBytes {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~/";

    private RawBytes() {}

    /** Whether a text is its own printable form. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '%' || c == 0x7F || Character.isSurrogate(c) && !isPaired(text, i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    static String encode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        StringBuilder encoded = new StringBuilder(bytes.length + 8);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            appendText(encoded, out.flip());
            out.clear();
            if (!result.isError()) {
                return encoded.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                appendByte(encoded, in.get());
            }
        }
    }

    static byte[] decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        int from = 0;
        for (int at = encoded.indexOf('%'); at >= 0; at = encoded.indexOf('%', from)) {
            bytes.writeBytes(encoded.substring(from, at).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
            from = at + 3;
        }
        bytes.writeBytes(encoded.substring(from).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    static Optional<String> decodeUtf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    static String toUriPath(RawPath path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.bytes()) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                uri.append(c);
            } else {
                appendByte(uri, b);
            }
        }
        return uri.toString();
    }

    static String fromUriPath(String uriPath) {
        return encode(decode(uriPath));
    }

    private static void appendText(StringBuilder encoded, CharBuffer text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '%' || c == 0x7F) {
                appendByte(encoded, (byte) c);
            } else {
                encoded.append(c);
            }
        }
    }

    private static void appendByte(StringBuilder encoded, byte b) {
        encoded.append('%');
        HEX.toHexDigits(encoded, b);
    }

    private static boolean isPaired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}

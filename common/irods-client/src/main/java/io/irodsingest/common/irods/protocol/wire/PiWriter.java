package io.irodsingest.common.irods.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes packing instructions as XML bytes. Escaped is what the server's reader knows and nothing else: it takes
 * {@code & < > "} as entities, passes control characters through as they are, and mangles a value with any other entity.
 * What it takes {@code &apos;} for depends on the release that the client says it has; an apostrophe and a backtick as they
 * are mean the same to all (packStruct.cpp, tags 4.2.8 and 5.0.2). Reusable, not thread-safe.
 */
public final class PiWriter {
    private static final int FIRST_SIZE = 2048;
    private static final int LONGEST_NUMBER = 20;
    private static final byte[][] ENTITIES = new byte[128][];

    static {
        ENTITIES['&'] = ascii("&amp;");
        ENTITIES['<'] = ascii("&lt;");
        ENTITIES['>'] = ascii("&gt;");
        ENTITIES['"'] = ascii("&quot;");
    }

    private byte[] bytes = new byte[FIRST_SIZE];
    private int length;

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public PiWriter reset() {
        length = 0;
        return this;
    }

    public int length() {
        return length;
    }

    public byte[] array() {
        return bytes;
    }

    public PiWriter raw(byte[] markup) {
        return raw(markup, 0, markup.length);
    }

    public PiWriter raw(byte[] markup, int from, int count) {
        reserve(count);
        System.arraycopy(markup, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Four bytes, the first one the highest. */
    public PiWriter bigEndian(int number) {
        reserve(Integer.BYTES);
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    public PiWriter number(long number) {
        return number(number, 1);
    }

    /** With zeros in front, to as many characters at least; a minus sign is the first of them. */
    public PiWriter number(long number, int least) {
        reserve(LONGEST_NUMBER + least);
        if (number < 0) {
            String digits = Long.toString(number).substring(1);
            return raw(ascii('-' + "0".repeat(Math.max(0, least - 1 - digits.length())) + digits));
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        digits = Math.max(digits, least);
        long rest = number;
        for (int at = length + digits; at-- > length; rest /= 10) {
            bytes[at] = (byte) ('0' + rest % 10);
        }
        length += digits;
        return this;
    }

    public PiWriter text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ENTITIES.length) {
                return text(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            character((byte) text.charAt(i), text.length() - i);
        }
        return this;
    }

    /** Bytes in whatever encoding. */
    public PiWriter text(byte[] text) {
        reserve(text.length);
        for (int i = 0; i < text.length; i++) {
            character(text[i], text.length - i);
        }
        return this;
    }

    private void character(byte b, int stillToCome) {
        if (b == 0) {
            throw new IllegalArgumentException("iRODS cannot carry a NUL byte");
        }
        byte[] entity = b < 0 ? null : ENTITIES[b];
        if (entity == null) {
            bytes[length++] = b;
        } else {
            raw(entity);
            reserve(stillToCome);
        }
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}

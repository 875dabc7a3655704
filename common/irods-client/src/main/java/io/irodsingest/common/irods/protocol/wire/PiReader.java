package io.irodsingest.common.irods.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Pulls values out of packing instructions in XML, forwards only. It looks for the elements that are asked for and takes no
 * offence at others, at white space or at characters that XML 1.0 does not allow: servers send names as they are.
 */
public final class PiReader {
    private static final int LONGEST_ENTITY = 10;
    private static final Pattern NUMBER = Pattern.compile("#([0-9]{1,7}|x[0-9A-Fa-f]{1,6})");

    private final byte[] bytes;
    private final int end;
    private final char apostrophe;
    private int at;

    /** @param apostrophe as with {@link io.irodsingest.common.irods.protocol.Link} */
    public PiReader(byte[] bytes, int from, int length, char apostrophe) {
        this.bytes = bytes;
        this.apostrophe = apostrophe;
        this.at = from;
        this.end = from + length;
    }

    /** Goes behind the next start tag of that name; stays where it is when there is none. */
    public boolean find(byte[] tag) {
        for (int i = at; i <= end - tag.length; i++) {
            if (bytes[i] == '<' && Arrays.equals(bytes, i, i + tag.length, tag, 0, tag.length)) {
                at = i + tag.length;
                return true;
            }
        }
        return false;
    }

    /** The value up to the next tag, as bytes. */
    public byte[] bytes() {
        int from = at;
        boolean plain = true;
        while (at < end && bytes[at] != '<') {
            plain &= bytes[at] != '&';
            at++;
        }
        return plain ? Arrays.copyOfRange(bytes, from, at) : unescape(from);
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** The value as a number; 0 when it is none. */
    public long number() {
        long value = 0;
        boolean negative = false;
        for (; at < end && bytes[at] != '<'; at++) {
            if (bytes[at] == '-') {
                negative = true;
            } else if (bytes[at] >= '0' && bytes[at] <= '9') {
                value = value * 10 + bytes[at] - '0';
            }
        }
        return negative ? -value : value;
    }

    /** The number in the next element of that name; 0 when there is none. */
    public long number(byte[] tag) {
        return find(tag) ? number() : 0;
    }

    private byte[] unescape(int from) {
        byte[] plain = new byte[at - from];
        int length = 0;
        for (int i = from; i < at; i++) {
            int semicolon = bytes[i] == '&' ? semicolon(i) : -1;
            int character = semicolon < 0
                    ? -1
                    : entity(new String(bytes, i + 1, semicolon - i - 1, StandardCharsets.US_ASCII));
            if (character < 0) {
                plain[length++] = bytes[i];
                continue;
            }
            for (byte b : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                plain[length++] = b;
            }
            i = semicolon;
        }
        return Arrays.copyOf(plain, length);
    }

    private int semicolon(int ampersand) {
        for (int i = ampersand + 1; i < Math.min(at, ampersand + LONGEST_ENTITY); i++) {
            if (bytes[i] == ';') {
                return i;
            }
        }
        return -1;
    }

    /** The server's five; numbers too, which XML libraries write for control characters. */
    private int entity(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> apostrophe;
            default -> NUMBER.matcher(name).matches() ? codePoint(name) : -1;
        };
    }

    private static int codePoint(String number) {
        int character = number.charAt(1) == 'x'
                ? Integer.parseInt(number, 2, number.length(), 16)
                : Integer.parseInt(number, 1, number.length(), 10);
        return character > 0 && Character.isValidCodePoint(character) ? character : -1;
    }
}

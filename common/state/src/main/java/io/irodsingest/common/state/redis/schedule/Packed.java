package io.irodsingest.common.state.redis.schedule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Texts as they lie in Redis: a character that says how, and then the text in UTF-8, or that deflated, whichever is shorter. Documents are
 * so small, and so alike, that most of what they have is taken from a dictionary. What was packed with a dictionary can be unpacked with that
 * one only, so one that is in use is never changed; another one gets another number. Pure.
 */
final class Packed {
    private static final byte PLAIN = 'p';
    private static final byte DEFLATED = '1';
    /** Of the number by which it is told. */
    private static final byte[] DICTIONARY = dictionary("dictionary-1.txt");
    private static final int AT_ONCE = 8_192;

    private Packed() {}

    private static byte[] dictionary(String name) {
        try (InputStream in = Packed.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " cannot be read", unreadable);
        }
    }

    static byte[] pack(String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] deflated = deflated(plain);
        return deflated.length < plain.length ? with(DEFLATED, deflated) : with(PLAIN, plain);
    }

    private static byte[] with(byte form, byte[] content) {
        byte[] packed = new byte[content.length + 1];
        packed[0] = form;
        System.arraycopy(content, 0, packed, 1, content.length);
        return packed;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length);
            byte[] some = new byte[AT_ONCE];
            while (!deflater.finished()) {
                out.write(some, 0, deflater.deflate(some));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /**
     * @param from where the packed text begins; it ends with the bytes
     * @throws DataFormatException when it is nothing that this version packs
     */
    static String unpack(byte[] bytes, int from) throws DataFormatException {
        if (from >= bytes.length) {
            throw new DataFormatException("nothing is there");
        }
        int begin = from + 1;
        return switch (bytes[from]) {
            case PLAIN -> new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
            case DEFLATED -> inflated(Arrays.copyOfRange(bytes, begin, bytes.length));
            default -> throw new DataFormatException("the form " + bytes[from] + " is not known");
        };
    }

    private static String inflated(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setDictionary(DICTIONARY);
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(4 * deflated.length);
            byte[] some = new byte[AT_ONCE];
            while (!inflater.finished()) {
                int count = inflater.inflate(some);
                if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DataFormatException("the text is cut off");
                }
                out.write(some, 0, count);
            }
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            inflater.end();
        }
    }
}

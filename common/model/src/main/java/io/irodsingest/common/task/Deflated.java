package io.irodsingest.common.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Texts and bytes, compressed, as what tasks work on is kept in Redis. Pure. */
public final class Deflated {
    private Deflated() {}

    /** Texts, one after the other; no more than one of them is copied at a time. */
    public static byte[] of(Stream<String> texts) {
        return deflated(texts.map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] of(byte[] plain) {
        return deflated(Stream.of(plain));
    }

    private static byte[] deflated(Stream<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes, fast)) {
            for (byte[] part : (Iterable<byte[]>) parts::iterator) {
                deflated.write(part);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    public static String text(byte[] deflated) {
        return new String(bytes(deflated), StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    public static byte[] bytes(byte[] deflated) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return inflated.readAllBytes();
        } catch (IOException damaged) {
            throw new IllegalArgumentException("what is kept compressed is damaged: " + damaged.getMessage(), damaged);
        }
    }
}

package io.irodsingest.batchtasks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Texts and bytes, compressed. */
final class Deflated {
    private Deflated() {}

    static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes, fast)) {
            deflated.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    static String text(byte[] deflated) {
        return new String(bytes(deflated), StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    static byte[] bytes(byte[] deflated) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return inflated.readAllBytes();
        } catch (IOException damaged) {
            throw new IllegalArgumentException("what is kept of a batch is damaged: " + damaged.getMessage(), damaged);
        }
    }
}

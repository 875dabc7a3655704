package io.irodsingest.common.irods;

import io.irodsingest.common.irods.IrodsSession.Content;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes in memory that can be as bad as a file. */
final class TestContent implements Content {
    private final byte[] bytes;
    private final AtomicInteger opened = new AtomicInteger();
    private int failingAt = Integer.MAX_VALUE;
    private String failure = "";
    private String change = "";
    private boolean different;
    private Optional<String> kept = Optional.empty();
    private Callable<?> before = () -> null;
    private Callable<?> beforeGood = () -> null;

    private TestContent(byte[] bytes) {
        this.bytes = bytes;
    }

    static TestContent random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return new TestContent(bytes);
    }

    TestContent first(int size) {
        return new TestContent(Arrays.copyOf(bytes, size));
    }

    TestContent failingAt(int place, String message) {
        failingAt = place;
        failure = message;
        return this;
    }

    TestContent changing(String message) {
        change = message;
        return this;
    }

    /** Whoever reads it from the beginning again finds other bytes. */
    TestContent readingDifferentlyAgain() {
        different = true;
        return this;
    }

    TestContent beforeReading(Callable<?> action) {
        before = action;
        return this;
    }

    /** Its source says that this is its SHA-256, in base64. */
    TestContent keeping(String sha256) {
        kept = Optional.of(sha256);
        return this;
    }

    @Override
    public Optional<String> sha256() {
        return kept;
    }

    /** Done when it is told that it becomes good. */
    TestContent beforeItIsGood(Callable<?> action) {
        beforeGood = action;
        return this;
    }

    int opened() {
        return opened.get();
    }

    String checksum() {
        try {
            return "sha2:" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException notInThisJvm) {
            throw new IllegalStateException(notInThisJvm);
        }
    }

    @Override
    public ReadableByteChannel open(long from, long length) throws IOException {
        try {
            before.call();
        } catch (Exception unexpected) {
            throw new IOException(unexpected);
        }
        int begin = (int) Math.min(from, bytes.length);
        boolean again = opened.incrementAndGet() > 1 && from == 0;
        if (different && again) {
            return Channels.newChannel(new ByteArrayInputStream(new byte[bytes.length]));
        }
        int end = Math.max(begin, Math.min(bytes.length, failingAt));
        InputStream good = new ByteArrayInputStream(bytes, begin, end - begin);
        return Channels.newChannel(end == bytes.length ? good : new SequenceInputStream(good, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(failure);
            }
        }));
    }

    @Override
    public void becomesGood() throws IOException {
        try {
            beforeGood.call();
        } catch (Exception unexpected) {
            throw new IOException(unexpected);
        }
    }

    @Override
    public void checkUnchanged() throws IOException {
        if (!change.isEmpty()) {
            throw new IOException(change);
        }
    }
}

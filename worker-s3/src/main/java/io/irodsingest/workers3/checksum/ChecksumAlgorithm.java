package io.irodsingest.workers3.checksum;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The algorithms of the checksums that stores keep, as far as they can be computed here; in the order in which one is taken when
 * a store keeps several of an object: first those whose parts can be put together, and faster ones before slower ones.
 */
public enum ChecksumAlgorithm {
    CRC32C("CRC32C", Crc.CRC32C, CRC32C::new),

    CRC32("CRC32", Crc.CRC32, CRC32::new),

    CRC64NVME("CRC64NVME", Crc.CRC64NVME, Crc.CRC64NVME::start),

    SHA256("SHA-256", 32),

    SHA1("SHA-1", 20),

    SHA512("SHA-512", 64),

    MD5("MD5", 16);

    private final String text;
    private final int length;
    private final Optional<Crc> crc;
    private final Supplier<RunningChecksum> running;

    ChecksumAlgorithm(String text, Crc crc, Supplier<Checksum> checksum) {
        this.text = text;
        this.length = crc.width() / Byte.SIZE;
        this.crc = Optional.of(crc);
        this.running = () -> new RunningCrc(checksum.get(), crc.width() / Byte.SIZE);
    }

    ChecksumAlgorithm(String text, int length) {
        this.text = text;
        this.length = length;
        this.crc = Optional.empty();
        this.running = () -> new RunningDigest(digest(text));
    }

    /** As users know it. */
    @Override
    public String toString() {
        return text;
    }

    /** Bytes of a checksum. */
    int length() {
        return length;
    }

    RunningChecksum start() {
        return running.get();
    }

    /** Whether the checksums of two parts make that of both. */
    boolean combines() {
        return crc.isPresent();
    }

    /** @param length bytes of the second part. @throws java.util.NoSuchElementException when it does not combine */
    byte[] combine(byte[] first, byte[] second, long length) {
        return bytes(crc.orElseThrow().combine(number(first), number(second), length), this.length);
    }

    private static byte[] bytes(long value, int length) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        return Arrays.copyOfRange(all, Long.BYTES - length, Long.BYTES);
    }

    private static long number(byte[] bytes) {
        long number = 0;
        for (byte one : bytes) {
            number = number << Byte.SIZE | one & 0xFF;
        }
        return number;
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException notInThisJvm) {
            throw new IllegalStateException(notInThisJvm);
        }
    }

    private record RunningCrc(Checksum checksum, int length) implements RunningChecksum {
        @Override
        public void update(byte[] bytes, int from, int count) {
            checksum.update(bytes, from, count);
        }

        @Override
        public byte[] value() {
            return bytes(checksum.getValue(), length);
        }
    }

    private record RunningDigest(MessageDigest digest) implements RunningChecksum {
        @Override
        public void update(byte[] bytes, int from, int count) {
            digest.update(bytes, from, count);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}

package io.irodsingest.workers3.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * A cyclic redundancy check of the common kind: the lowest bit of a byte comes first, the register begins with ones, and it is
 * inverted at the end. The parameters of each are in the CRC catalogue, https://reveng.sourceforge.io/crc-catalogue/. Immutable.
 */
final class Crc {
    /** CRC-32/ISO-HDLC, that of zip files. */
    static final Crc CRC32 = new Crc(32, 0xEDB8_8320L);
    /** CRC-32/ISCSI. */
    static final Crc CRC32C = new Crc(32, 0x82F6_3B78L);
    /** CRC-64/NVME. */
    static final Crc CRC64NVME = new Crc(64, 0x9A6C_9329_AC4B_C9B5L);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int VALUES = 256;
    private static final int LANE = Long.BYTES;

    private final int width;
    private final long polynomial;
    private final long ones;
    /** For each place in eight bytes, counted from the last, what each value of a byte there does to the register. */
    private final long[] effects = new long[LANE * VALUES];

    /**
     * @param width bits, from 9 to 64
     * @param polynomial with the coefficient of 1 in the highest of these bits, and without that of the highest power
     */
    Crc(int width, long polynomial) {
        this.width = width;
        this.polynomial = polynomial;
        this.ones = -1L >>> (Long.SIZE - width);
        for (int value = 0; value < VALUES; value++) {
            long register = value;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                register = timesX(register);
            }
            effects[value] = register;
        }
        for (int i = VALUES; i < effects.length; i++) {
            long earlier = effects[i - VALUES];
            effects[i] = earlier >>> Byte.SIZE ^ effects[(int) earlier & VALUES - 1];
        }
    }

    int width() {
        return width;
    }

    /** One that has seen nothing yet; it belongs to one thread. */
    Checksum start() {
        return new Running();
    }

    /**
     * The CRC of bytes and more bytes behind them.
     *
     * @param first that of the bytes before
     * @param second that of the bytes behind
     * @param length how many the bytes behind are
     */
    long combine(long first, long second, long length) {
        // as many zeros behind the first bytes multiply its remainder by a power of x; the inversions cancel each other
        return multiply(first, powerOfX(length)) ^ second;
    }

    /** x to eight times the exponent, modulo the polynomial. */
    private long powerOfX(long exponent) {
        long square = one() >>> Byte.SIZE;
        long power = one();
        for (long left = exponent; left > 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = multiply(power, square);
            }
            square = multiply(square, square);
        }
        return power;
    }

    private long multiply(long one, long other) {
        long product = 0;
        long shifted = other;
        for (long bit = one(); bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = timesX(shifted);
        }
        return product;
    }

    private long timesX(long value) {
        return (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ polynomial;
    }

    private long one() {
        return 1L << width - 1;
    }

    private static long ofLane(long[] table, long lane) {
        int low = (int) lane;
        int high = (int) (lane >>> Integer.SIZE);
        return table[7 * VALUES + (low & 0xFF)] ^ table[6 * VALUES + (low >>> 8 & 0xFF)]
                ^ table[5 * VALUES + (low >>> 16 & 0xFF)] ^ table[4 * VALUES + (low >>> 24)]
                ^ table[3 * VALUES + (high & 0xFF)] ^ table[2 * VALUES + (high >>> 8 & 0xFF)]
                ^ table[VALUES + (high >>> 16 & 0xFF)] ^ table[high >>> 24];
    }

    private final class Running implements Checksum {
        private long register = ones;

        @Override
        public void update(int value) {
            register = register >>> Byte.SIZE ^ effects[(int) (register ^ value) & VALUES - 1];
        }

        @Override
        public void update(byte[] bytes, int from, int count) {
            int end = from + count;
            int at = from;
            long[] table = effects;
            long now = register;
            for (; end - at >= LANE; at += LANE) {
                now = ofLane(table, now ^ (long) LONGS.get(bytes, at));
            }
            register = now;
            for (; at < end; at++) {
                update(bytes[at]);
            }
        }

        @Override
        public long getValue() {
            return register ^ ones;
        }

        @Override
        public void reset() {
            register = ones;
        }
    }
}

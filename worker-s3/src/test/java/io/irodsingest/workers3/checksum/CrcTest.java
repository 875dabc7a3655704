package io.irodsingest.workers3.checksum;

import static org.assertj.core.api.Assertions.assertThat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrcTest {
    private static final int ROUNDS = 300;
    /** CRC-16/IBM-SDLC: no CRC that a store keeps, but one of another width. */
    private static final Crc CRC16 = new Crc(16, 0x8408);

    private final Random random = new Random();

    CrcTest() {
        long seed = System.nanoTime();
        System.out.println("CrcTest seed " + seed);
        random.setSeed(seed);
    }

    @Test
    void checkValuesAreThoseOfTheCatalogue() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(of(Crc.CRC64NVME, digits)).isEqualTo(0xAE8B_1486_0A79_9888L);
        assertThat(of(Crc.CRC32, digits)).isEqualTo(0xCBF4_3926L);
        assertThat(of(Crc.CRC32C, digits)).isEqualTo(0xE306_9283L);
        assertThat(of(CRC16, digits)).isEqualTo(0x906EL);
    }

    /** Those that the NVM Command Set Specification gives for blocks of zeros and of ones. */
    @Test
    void valuesOfTheNvmCommandSetAreRight() {
        byte[] block = new byte[4096];
        assertThat(of(Crc.CRC64NVME, block)).isEqualTo(0x6482_D367_EB22_B64EL);
        Arrays.fill(block, (byte) 0xFF);
        assertThat(of(Crc.CRC64NVME, block)).isEqualTo(0xC0DD_BA73_02EC_A3ACL);
    }

    static Stream<Arguments> platform() {
        Supplier<Checksum> crc32 = CRC32::new;
        Supplier<Checksum> crc32c = CRC32C::new;
        return Stream.of(Arguments.of(Crc.CRC32, crc32), Arguments.of(Crc.CRC32C, crc32c));
    }

    @ParameterizedTest
    @MethodSource("platform")
    void bytesInAnyPiecesGiveWhatThePlatformSays(Crc crc, Supplier<Checksum> platform) {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes(random.nextInt(5000));
            Checksum expected = platform.get();
            Checksum computed = crc.start();
            for (int at = 0; at < bytes.length;) {
                int count = Math.min(bytes.length - at, random.nextInt(200));
                computed.update(bytes, at, count);
                at += count;
            }
            expected.update(bytes, 0, bytes.length);
            assertThat(computed.getValue()).isEqualTo(expected.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource("platform")
    void partsOfThePlatformsAreCombined(Crc crc, Supplier<Checksum> platform) {
        byte[] bytes = bytes(100_000);
        Checksum whole = platform.get();
        whole.update(bytes, 0, bytes.length);
        int middle = random.nextInt(bytes.length);
        Checksum first = platform.get();
        first.update(bytes, 0, middle);
        Checksum second = platform.get();
        second.update(bytes, middle, bytes.length - middle);
        assertThat(crc.combine(first.getValue(), second.getValue(), bytes.length - middle))
                .isEqualTo(whole.getValue());
    }

    static List<Crc> all() {
        return List.of(Crc.CRC32, Crc.CRC32C, Crc.CRC64NVME, CRC16);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anySplitsAreCombined(Crc crc) {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = bytes(random.nextInt(3000));
            long combined = of(crc, new byte[0]);
            for (int at = 0; at < bytes.length;) {
                int end = at + Math.min(bytes.length - at, random.nextInt(1000));
                combined = crc.combine(combined, of(crc, Arrays.copyOfRange(bytes, at, end)), end - at);
                at = end;
            }
            assertThat(combined).isEqualTo(of(crc, bytes));
        }
    }

    /** Halves that are alike make wholes of lengths that no array has. */
    @ParameterizedTest
    @MethodSource("all")
    void partsOfAnyLengthAreCombined(Crc crc) {
        byte[] bytes = bytes(777);
        long[] doubled = new long[36];
        doubled[0] = of(crc, bytes);
        for (int i = 1; i < doubled.length; i++) {
            doubled[i] = crc.combine(doubled[i - 1], doubled[i - 1], 777L << i - 1);
        }
        for (int i = 2; i < doubled.length; i++) {
            long threeFourths = crc.combine(doubled[i - 1], doubled[i - 2], 777L << i - 2);
            assertThat(crc.combine(threeFourths, doubled[i - 2], 777L << i - 2)).isEqualTo(doubled[i]);
            long behindAFourth = crc.combine(doubled[i - 2], doubled[i - 1], 777L << i - 1);
            assertThat(crc.combine(doubled[i - 2], behindAFourth, 3 * (777L << i - 2))).isEqualTo(doubled[i]);
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long of(Crc crc, byte[] bytes) {
        Checksum running = crc.start();
        running.update(bytes, 0, bytes.length);
        return running.getValue();
    }
}

package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodecTest {
    private static final byte[] START = PiWriter.ascii("<value>");
    private static final byte[] END = PiWriter.ascii("</value>\n");

    @Test
    void whatIsWrittenIsRead() {
        long seed = System.nanoTime();
        System.out.println("CodecTest seed " + seed);
        Random random = new Random(seed);
        PiWriter writer = new PiWriter();
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = bytes(random);
            String text = text(random);
            long number = random.nextLong() >> random.nextInt(64);
            writer.reset().raw(START).text(bytes).raw(END).raw(START).text(text).raw(END).raw(START).number(number)
                    .raw(END);

            PiReader reader = new PiReader(writer.array(), 0, writer.length(), '\'');
            assertThat(reader.find(START)).isTrue();
            assertThat(reader.bytes()).isEqualTo(bytes);
            assertThat(reader.find(START)).isTrue();
            assertThat(reader.text()).isEqualTo(text);
            assertThat(reader.number(START)).isEqualTo(number);
            assertThat(reader.find(START)).isFalse();
        }
    }

    @Test
    void onlyWhatMeansTheSameToAllServersIsAnEntity() {
        assertThat(written("a&b<c>d\"e'f`g\n\t\u0001é%\\"))
                .isEqualTo("a&amp;b&lt;c&gt;d&quot;e'f`g\n\t\u0001é%\\");
    }

    @Test
    void numbersAreReadAndUnknownEntitiesAreLeft() {
        byte[] xml = "<value>&nbsp; & &amp;amp; &#65;&#x1;&#x1F600;&#0;&amp;#65;</value>"
                .getBytes(StandardCharsets.UTF_8);
        PiReader reader = new PiReader(xml, 0, xml.length, '\'');
        assertThat(reader.find(START)).isTrue();
        assertThat(reader.text()).isEqualTo("&nbsp; & &amp; A\u0001😀&#0;&#65;");
    }

    @Test
    void timesHaveElevenDigits() {
        PiWriter writer = new PiWriter().number(1_700_000_000, 11);
        assertThat(new String(writer.array(), 0, writer.length(), StandardCharsets.US_ASCII)).isEqualTo("01700000000");
    }

    @Test
    void nulIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PiWriter().text("a\0b"));
    }

    private static String written(String text) {
        PiWriter writer = new PiWriter().text(text);
        return new String(writer.array(), 0, writer.length(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(5000)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(255) + 1);
        }
        return bytes;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(50); i > 0; i--) {
            text.appendCodePoint(switch (random.nextInt(4)) {
                case 0 -> "&<>\"'`%\\".charAt(random.nextInt(8));
                case 1 -> random.nextInt(31) + 1;
                case 2 -> 0x1F600 + random.nextInt(50);
                default -> 0x20 + random.nextInt(0x500);
            });
        }
        return text.toString();
    }

    /** The catalog compares times as text. */
    @Test
    void numbersArePaddedToAsManyCharacters() {
        for (long number : new long[]{0, 7, -1, 1_700_000_000L, -62_135_596_800L, 15_032_385_535L, Long.MIN_VALUE}) {
            PiWriter writer = new PiWriter().number(number, 11);
            assertThat(new String(writer.array(), 0, writer.length(), StandardCharsets.US_ASCII))
                    .isEqualTo(String.format("%011d", number));
        }
    }
}

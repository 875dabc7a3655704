package io.irodsingest.miniirods.wire;

import static org.assertj.core.api.Assertions.assertThat;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTextTest {
    @Test
    void anyBytesComeBack() {
        long seed = System.nanoTime();
        System.out.println("WireTextTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                byte[] text = "ä😀\uFFFD<".getBytes(StandardCharsets.UTF_8);
                System.arraycopy(text, 0, bytes, 0, Math.min(bytes.length, text.length));
            }
            assertThat(WireText.encode(WireText.decode(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void textIsUtf8() {
        String text = "naïve 日本 😀 \uFFFD";
        assertThat(WireText.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(WireText.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
}

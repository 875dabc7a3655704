package io.irodsingest.miniirods.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiTextTest {
    @Test
    void anyTextComesBackAsItWas() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                int limit = random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT;
                int c = 1 + random.nextInt(limit - 1);
                text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '&' : c);
            }
            byte[] xml = new PiWriter().open("A_PI").field("f", text.toString()).close("A_PI").toBytes();
            assertThat(PiReader.read(xml).text("f")).isEqualTo(text.toString());
        }
    }

    @Test
    void rawControlCharactersAndEntitiesAreRead() throws IOException {
        assertThat(read("<A><f>\u0001\r\n&#x1;&#13;&amp;&lt;&gt;&quot;&apos;&unknown;&</f></A>").text("f"))
                .isEqualTo("\u0001\r\n\u0001\r&<>\"'&unknown;&");
    }

    @Test
    void prologAttributesAndEmptyElementsAreRead() throws IOException {
        PiNode node = read("<?xml version=\"1.0\"?>\n<A a=\"b\">\n<empty/>\n<f x=\"y\">1</f><f>2</f></A>\0");
        assertThat(node.name()).isEqualTo("A");
        assertThat(node.text("empty")).isEmpty();
        assertThat(node.texts("f")).containsExactly("1", "2");
        assertThat(node.text("missing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<A>", "<A", "text", "<A><f></A", "<A>&#xZZ;</A>", "<", "<A><f>"})
    void brokenOnesAreRefused(String xml) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(IOException.class);
    }

    private static PiNode read(String xml) throws IOException {
        return PiReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }
}

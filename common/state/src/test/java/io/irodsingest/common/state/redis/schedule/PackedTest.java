package io.irodsingest.common.state.redis.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts come back as they were, and what is in Redis already stays readable. */
class PackedTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "x", "\u0000\n\r", "Łódź 😀", "{\"state\":\"ACTIVE\",\"overlap\":\"SKIP\"}"})
    void whatIsPackedComesBack(String text) throws Exception {
        assertThat(Packed.unpack(Packed.pack(text), 0)).isEqualTo(text);
    }

    @Test
    void alsoWhatIsLargeAndWhatCannotBeMadeShorter() throws Exception {
        Random random = new Random(7);
        for (int length : new int[]{100, 8_191, 8_192, 8_193, 300_000}) {
            String dull = "{\"source\":\"/data\"}".repeat(length / 10);
            String odd = random.ints(length, ' ', 0xD000).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                    StringBuilder::append).toString();
            for (String text : new String[]{dull, odd}) {
                byte[] behind = ("line\n" + "x").getBytes(StandardCharsets.UTF_8);
                byte[] packed = Packed.pack(text);
                byte[] all = Arrays.copyOf(behind, behind.length - 1 + packed.length);
                System.arraycopy(packed, 0, all, behind.length - 1, packed.length);
                assertThat(Packed.unpack(all, behind.length - 1)).isEqualTo(text);
                assertThat(packed.length).isLessThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length + 1);
            }
        }
    }

    @Test
    void aRunIsShort() {
        String run = "{\"run\":17,\"cause\":\"PLAN\",\"outcome\":\"COMPLETED\",\"planned\":1764292620000,\"times\":1,"
                + "\"start\":1764292620000,\"job\":\"0f3a6b1c9d2e4f507182.17\",\"started\":1764292621000,"
                + "\"ended\":1764292721000}";
        assertThat(Packed.pack(run).length).isLessThan(80);
    }

    @Test
    void whatNobodyPackedIsNoText() {
        for (byte[] foreign : new byte[][]{{}, {'?', 1}, {'1'}, {'1', 1, 2, 3},
                Arrays.copyOf(Packed.pack("{\"state\":\"ACTIVE\",\"overlap\":\"SKIP\",\"more\":[1,2,3]}"), 12)}) {
            assertThatThrownBy(() -> Packed.unpack(foreign, 0)).as(Arrays.toString(foreign))
                    .isInstanceOf(DataFormatException.class);
        }
    }

    /** Records in Redis were packed with it. One that is to be better gets the number 2, and this one stays. */
    @Test
    void theDictionaryIsTheOneByWhichRecordsWerePacked() throws Exception {
        try (InputStream in = Packed.class.getResourceAsStream("dictionary-1.txt")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest))
                    .isEqualTo("34b3148c2da3adacebe0873bfa5b5b22ce34fbd7728dfa4007bd6f68d6330323");
        }
    }
}

package io.irodsingest.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import org.junit.jupiter.api.Test;

/** Numbers as people read them. */
class WordingTest {

    @Test
    void sizesAreInBinaryUnits() {
        assertThat(Wording.bytes(0)).isEqualTo("0 B");
        assertThat(Wording.bytes(1023)).isEqualTo("1023 B");
        assertThat(Wording.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Wording.bytes(5L << 40)).isEqualTo("5.0 TiB");
        assertThat(Wording.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
        assertThat(Wording.counted("bytes", 2048)).isEqualTo("2.0 KiB");
        assertThat(Wording.counted("files", 2048)).isEqualTo("2,048");
    }

    @Test
    void lengthsHaveTheirTwoLargestUnits() {
        assertThat(Wording.length(-1)).isEqualTo("0 s");
        assertThat(Wording.length(59.4)).isEqualTo("59 s");
        assertThat(Wording.length(61)).isEqualTo("1 min 1 s");
        assertThat(Wording.length(3_720)).isEqualTo("1 h 2 min");
        assertThat(Wording.length(90_000)).isEqualTo("1 d 1 h");
    }

    @Test
    void longTextsAreShortenedBetweenCharacters() {
        assertThat(Wording.shortened("😀😀😀", 2)).isEqualTo("😀😀…");
        assertThat(Wording.shortened("ab", 2)).isEqualTo("ab");
    }
}

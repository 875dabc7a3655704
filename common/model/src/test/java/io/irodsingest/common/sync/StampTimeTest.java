package io.irodsingest.common.sync;

import static org.assertj.core.api.Assertions.assertThat;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTimeTest {
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-11-27T10:00:00.123456789Z", "1969-12-31T23:59:59.999999999Z",
            "1901-12-13T20:45:52Z", "2095-12-31T23:59:59.5Z", "2262-04-12T00:00:00Z", "2446-05-10T22:38:55Z",
            "2446-05-10T22:38:56Z", "1677-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "+50000-01-01T00:00:00Z"})
    void timesKeepTheirSecond(Instant time) {
        assertThat(StampTime.instant(StampTime.of(time)).getEpochSecond()).isEqualTo(time.getEpochSecond());
    }

    @Test
    void usualTimesAreNanoseconds() {
        Instant time = Instant.parse("2026-11-27T10:00:00.123456789Z");
        assertThat(StampTime.of(time)).isEqualTo(time.getEpochSecond() * 1_000_000_000 + 123_456_789);
        assertThat(StampTime.instant(StampTime.of(time))).isEqualTo(time);
        assertThat(StampTime.of(-1, 5)).isEqualTo(-999_999_995);
    }

    /** Else a change would not be seen. */
    @Test
    void laterIsGreaterAlsoWhereOnlySecondsAreKept() {
        List<Long> seconds = List.of(Long.MIN_VALUE + 1, -1L << 60, -12_219_292_800L, -4_000_000_002L, -4_000_000_001L,
                -4_000_000_000L, -1L, 0L, 3_999_999_999L, 4_000_000_000L, 4_000_000_001L, 15_032_385_535L, 1L << 60,
                Long.MAX_VALUE);
        List<Long> stamps = seconds.stream().map(second -> StampTime.of(second, 0)).toList();
        assertThat(stamps).isSorted();
        assertThat(stamps.subList(1, stamps.size() - 1)).doesNotHaveDuplicates();
        assertThat(StampTime.of(Long.MIN_VALUE, 0)).isNegative();
    }
}

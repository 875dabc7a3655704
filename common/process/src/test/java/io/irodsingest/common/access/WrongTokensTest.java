package io.irodsingest.common.access;

import static org.assertj.core.api.Assertions.assertThat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who tries tokens gets slower answers, and nobody else does. */
class WrongTokensTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WrongTokens tokens = new WrongTokens(nanos::get);

    @Test
    void answersToOneAddressGetSlower() {
        List<Duration> pauses = IntStream.range(0, 200).mapToObj(i -> tokens.note("a")).toList();

        assertThat(pauses.subList(0, 20)).containsOnly(Duration.ZERO);
        assertThat(pauses.subList(20, 200)).isSorted().doesNotContain(Duration.ZERO);
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(2));
        assertThat(tokens.note("b")).isZero();
    }

    @Test
    void aMinuteWithoutThemIsForgotten() {
        IntStream.range(0, 200).forEach(i -> tokens.note("a"));
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(tokens.note("a")).isPositive();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(tokens.note("a")).isZero();
    }

    @Test
    void addressesAreForgottenBeforeTheyFillTheMemory() {
        IntStream.range(0, 30).forEach(i -> tokens.note("first"));
        IntStream.range(0, 10_000).forEach(i -> tokens.note("address " + i));
        assertThat(tokens.note("first")).isZero();
    }
}

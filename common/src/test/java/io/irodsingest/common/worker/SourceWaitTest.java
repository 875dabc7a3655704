package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceWaitTest {
    private final AtomicLong now = new AtomicLong(1L << 40);
    private final SourceWait wait = new SourceWait(now::get);

    @Test
    void whileASourceIsAwayOneTaskAtATimeTriesIt() {
        assertThat(wait.away()).isEmpty();
        wait.lost("S3: refused");
        assertThat(wait.away().orElseThrow().reason()).isEqualTo("S3: refused");

        pass(SourceWait.FIRST_PAUSE);

        assertThat(wait.away()).as("the one that tries").isEmpty();
        assertThat(wait.away()).as("another one meanwhile").isPresent();
    }

    @Test
    void pausesGrowUpToALimit() {
        assertThat(wait.lost("away").pause()).isEqualTo(SourceWait.FIRST_PAUSE);
        assertThat(wait.lost("away").pause()).isEqualTo(SourceWait.FIRST_PAUSE.multipliedBy(2));
        for (int i = 0; i < 100; i++) {
            wait.lost("away");
        }
        assertThat(wait.lost("away").pause()).isEqualTo(SourceWait.LONGEST_PAUSE);
    }

    @Test
    void whatIsReachedIsNotAway() {
        assertThat(wait.reached()).as("it was not away").isFalse();
        wait.lost("away");

        assertThat(wait.reached()).isTrue();

        assertThat(wait.away()).isEmpty();
        assertThat(wait.lost("away").pause()).as("from the begin").isEqualTo(SourceWait.FIRST_PAUSE);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

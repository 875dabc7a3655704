package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceWaitTest {
    private final AtomicLong now = new AtomicLong(1L << 40);
    private final SourceWait wait = new SourceWait(now::get);
    private final Probes probes = new Probes(now::get);

    @Test
    void whileASourceIsAwayOneTaskAtATimeTriesIt() {
        assertThat(wait.away(probes)).isEmpty();
        wait.lost("S3: refused");
        assertThat(wait.away(probes).orElseThrow().reason()).isEqualTo("S3: refused");

        pass(SourceWait.FIRST_PAUSE);

        assertThat(wait.away(probes)).as("the one that tries").isEmpty();
        assertThat(wait.away(probes)).as("another one meanwhile").isPresent();
    }

    /** However many jobs wait for stores. */
    @Test
    void oneThreadAtATimeFindsOutWhatIsBack() throws Exception {
        SourceWait other = new SourceWait(now::get);
        wait.lost("away");
        other.lost("away");
        pass(SourceWait.FIRST_PAUSE);

        assertThat(wait.away(probes)).isEmpty();
        assertThat(inAnotherThread(() -> other.away(probes))).as("its turn comes later").isPresent();
        assertThat(inAnotherThread(() -> {
            probes.end();
            return other.away(probes);
        })).as("not its turn to end").isPresent();

        probes.end();
        assertThat(inAnotherThread(() -> other.away(probes))).isEmpty();
    }

    @Test
    void oneThatReachedItsSourceKeepsNobodyBack() throws Exception {
        SourceWait other = new SourceWait(now::get);
        wait.lost("away");
        other.lost("away");
        pass(SourceWait.FIRST_PAUSE);
        assertThat(wait.away(probes)).isEmpty();

        pass(Probes.LONGEST);

        assertThat(inAnotherThread(() -> other.away(probes))).isEmpty();
    }

    private static <T> T inAnotherThread(Callable<T> work) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(work).get();
        }
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

        assertThat(wait.away(probes)).isEmpty();
        assertThat(wait.lost("away").pause()).as("from the begin").isEqualTo(SourceWait.FIRST_PAUSE);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}

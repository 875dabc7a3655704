package io.irodsingest.orchestrator.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void aLoopGoesOnWhateverIsThrown() throws Exception {
        Deque<Throwable> troubles = new ConcurrentLinkedDeque<>(List.of(new IllegalStateException("a defect"),
                new StackOverflowError(), new NoClassDefFoundError("gone"), new InterruptedException("by nobody")));
        CountDownLatch afterwards = new CountDownLatch(3);
        try (Loops loops = new Loops()) {
            loops.every(SOON, "try", () -> {
                switch (troubles.poll()) {
                    case null -> afterwards.countDown();
                    case InterruptedException stopped -> throw stopped;
                    case RuntimeException defect -> throw defect;
                    case Throwable other -> throw (Error) other;
                }
            });
            assertThat(afterwards.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void closingEndsALoopThatWaits() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Loops loops = new Loops();
        loops.every(SOON, "wait", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
        });
        await().until(() -> begun.getCount() == 0);

        loops.close();

        assertThat(ended.getCount()).isZero();
    }
}

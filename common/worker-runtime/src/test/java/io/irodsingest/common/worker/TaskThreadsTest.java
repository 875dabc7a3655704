package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.metrics.Meters;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskThreadsTest {
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicBoolean died = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private final TaskThreads threads = new TaskThreads(2, number -> () -> work(number),
            new TaskMeters(Meters.NONE, new TaskHandlers()));

    @Test
    void aThreadThatDiedIsMissedAndReplaced() throws Exception {
        threads.start();
        await().untilAsserted(() -> assertThat(threads.missing()).isEqualTo(1));

        threads.look();

        await().until(() -> starts.get() == 3);
        assertThat(threads.missing()).isZero();
        threads.ending();
        end.countDown();
        assertThat(threads.join(Instant.now().plusSeconds(20))).isTrue();
        assertThat(threads.missing()).as("those that were to end").isZero();
    }

    /** The second thread dies at its first start. */
    private void work(int number) {
        starts.incrementAndGet();
        if (number == 1 && died.compareAndSet(false, true)) {
            throw new OutOfMemoryError("for this test");
        }
        try {
            end.await();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}

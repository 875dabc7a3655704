package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.metrics.ProcessMetrics;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskThreadsTest {
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicBoolean died = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ProcessMetrics metrics = new ProcessMetrics("worker-test", "1");
    private final TaskThreads threads = new TaskThreads(2, number -> () -> work(number),
            new TaskMeters(metrics.meters(), new TaskHandlers()));

    @Test
    void aThreadThatDiedIsMissedAndReplaced() throws Exception {
        threads.start();
        await().untilAsserted(() -> assertThat(threads.missing()).isEqualTo(1));

        threads.look();

        await().until(() -> starts.get() == 3);
        assertThat(metrics.text()).contains("irods_ingest_task_thread_deaths_total 1.0");
        assertThat(threads.missing()).isZero();
        threads.ending();
        end.countDown();
        assertThat(threads.join(Instant.now().plusSeconds(20))).isTrue();
        assertThat(threads.missing()).as("those that were to end").isZero();
    }

    @Test
    void whoeverDoesNotEndInTimeIsWaitedForNoLongerAndEndsByAnInterrupt() throws Exception {
        died.set(true);
        threads.start();
        await().until(() -> starts.get() == 2);
        assertThat(names()).contains("task-1", "task-2");
        threads.ending();

        assertThat(threads.join(Instant.now().plusMillis(50))).isFalse();
        assertThat(threads.join(Instant.now().minusSeconds(1))).as("no time at all").isFalse();

        threads.interrupt();
        assertThat(threads.join(Instant.now().plusSeconds(20))).isTrue();
        assertThat(threads.join(Instant.now().minusSeconds(1))).as("all have ended").isTrue();
    }

    private static Set<String> names() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
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

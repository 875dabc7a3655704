package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final AtomicInteger tries = new AtomicInteger();

    private String failing(int times, Dependency dependency) throws UnavailableException {
        if (tries.incrementAndGet() <= times) {
            throw new UnavailableException(dependency, "connection refused", null);
        }
        return "answer";
    }

    @Test
    void aHiccupOfAServerOfTheJobIsWaitedFor() throws Exception {
        String answer = new Patience(Duration.ofMinutes(1)).run(() -> failing(2, Dependency.S3));

        assertThat(answer).isEqualTo("answer");
        assertThat(tries).hasValue(3);
    }

    /** A store that comes to itself is not asked over and over. */
    @Test
    void pausesGrow() throws Exception {
        long begun = System.nanoTime();

        new Patience(Duration.ofMinutes(1)).run(() -> failing(2, Dependency.S3));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200 + 400));
    }

    @Test
    void aLongerAbsenceGivesTheThreadToOthers() {
        assertThatThrownBy(() -> new Patience(Duration.ofMillis(300))
                .run(() -> failing(Integer.MAX_VALUE, Dependency.S3)))
                .isInstanceOf(PostponedException.class).hasMessage("S3: connection refused");
        assertThat(tries).as("one at once, and one after the first pause").hasValue(2);
    }

    @Test
    void aServerThatAllJobsNeedIsNotWaitedForHere() {
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1)).run(() -> failing(1, Dependency.IRODS)))
                .isInstanceOf(UnavailableException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void whoIsInterruptedDoesNotTryAgain() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new Patience(Duration.ofMinutes(1)).run(() -> failing(1, Dependency.S3)))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(tries).hasValue(1);
    }
}

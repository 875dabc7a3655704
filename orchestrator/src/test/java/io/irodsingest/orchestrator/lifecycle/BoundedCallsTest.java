package io.irodsingest.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.orchestrator.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedCallsTest {
    private final Outages outages = new Outages(Clock.systemUTC());
    private final BoundedCalls bounded = new BoundedCalls(outages, Duration.ofMillis(100));
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicReference<String> end = new AtomicReference<>("");

    @AfterEach
    void close() {
        bounded.close();
    }

    @Test
    void whatIsDoneInTimeIsAnswered() throws Exception {
        assertThat(bounded.begin(() -> "done")).contains("done");
    }

    /** As the resume of a job with millions of tasks. */
    @Test
    void whatTakesLongerGoesOnAfterTheRequest() throws Exception {
        assertThat(bounded.begin(this::behindTheGate)).isEmpty();

        gate.countDown();

        await().untilAsserted(() -> assertThat(end).hasValue("done"));
    }

    @Test
    void whatWaitsForAServerIsBrokenOff() {
        outages.begun(Dependency.REDIS, "redis", "127.0.0.1:6379: connection refused");

        assertThatThrownBy(() -> bounded.begin(this::behindTheGate)).isInstanceOf(Refusal.class)
                .hasMessageContaining("connection refused");

        await().untilAsserted(() -> assertThat(end).hasValue("broken off"));
    }

    /** In one process with a worker, the worker's waits are there, too. */
    @Test
    void onlyServersThatTheOrchestratorNeedsKeepJobsFromBeginning() {
        outages.begun(Dependency.IRODS, "worker", "connection refused");
        assertThatCode(bounded::requireAll).doesNotThrowAnyException();

        outages.begun(Dependency.BROKER, "broker", "RabbitMQ blocks publishers: low on disk");
        assertThatThrownBy(bounded::requireAll).isInstanceOf(Refusal.class)
                .hasMessageStartingWith("waiting for RabbitMQ since ")
                .hasMessageEndingWith(": RabbitMQ blocks publishers: low on disk");

        outages.over(Dependency.BROKER, "broker");
        assertThatCode(bounded::requireAll).doesNotThrowAnyException();
    }

    private String behindTheGate() throws InterruptedException {
        try {
            gate.await();
            end.set("done");
        } catch (InterruptedException cancelled) {
            end.set("broken off");
            throw cancelled;
        }
        return end.get();
    }
}

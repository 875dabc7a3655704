package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.orchestrator.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BoundedTest {
    /** In one process with a worker, the worker's waits are there, too. */
    @Test
    void nothingBeginsThatAServerOfTheOrchestratorRefusesAndOthersDoNotMatter() {
        Outages outages = new Outages(Clock.systemUTC());
        try (Bounded bounded = new Bounded(outages, Duration.ofSeconds(3))) {
            outages.begun(Dependency.IRODS, this, "connection refused");
            assertThatCode(bounded::requireAll).doesNotThrowAnyException();

            outages.begun(Dependency.BROKER, this, "RabbitMQ blocks publishers: low on disk");
            assertThatThrownBy(bounded::requireAll).isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("waiting for RabbitMQ since ")
                    .hasMessageEndingWith(": RabbitMQ blocks publishers: low on disk");

            outages.over(Dependency.BROKER, this);
            assertThatCode(bounded::requireAll).doesNotThrowAnyException();
        }
    }
}

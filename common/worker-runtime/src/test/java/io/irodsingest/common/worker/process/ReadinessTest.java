package io.irodsingest.common.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Outages outages = new Outages(Clock.systemUTC());
    private final Readiness readiness = new Readiness(outages);

    @Test
    void aWorkerIsReadyFromItsBeginToItsEnd() {
        assertThat(readiness.waits()).containsExactly("its begin: it takes no tasks yet");

        readiness.begun(List::of);
        assertThat(readiness.waits()).isEmpty();

        readiness.ends();
        assertThat(readiness.waits()).containsExactly("its end: it takes no more tasks");
    }

    @Test
    void itsTroublesAndItsOutagesAreToldTogether() {
        readiness.begun(() -> List.of("1 of 4 threads died and are not replaced yet"));
        outages.begun(Dependency.REDIS, this, "OOM command not allowed");

        assertThat(readiness.waits()).hasSize(2).contains("1 of 4 threads died and are not replaced yet")
                .anySatisfy(wait -> assertThat(wait).startsWith("Redis since ").endsWith(": OOM command not allowed"));

        outages.over(Dependency.REDIS, this);
        assertThat(readiness.waits()).hasSize(1);
    }
}

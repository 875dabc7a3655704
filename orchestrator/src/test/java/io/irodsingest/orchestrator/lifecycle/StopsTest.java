package io.irodsingest.orchestrator.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StopsTest {
    private Instant now = Instant.EPOCH;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    /** A worker that still has a task of every job, whatever is asked. */
    private final WorkerRegistry workers = port(WorkerRegistry.class, (proxy, method, arguments) -> List
            .of(new WorkerRegistry.Beat(new Identity("w", "worker", "host", 1, "1", now), List.of(), 1, now,
                    WorkerRegistry.STANDARD_SILENCE, WorkerRegistry.Mode.ACTIVE, List.of(), Map.of(),
                    new Work(Map.of("job", List.of(1L), "other", List.of(2L)), List.of(), Map.of(), Map.of(),
                            Map.of()))));
    private final JobStore jobs = port(JobStore.class,
            (proxy, method, arguments) -> Optional.of((JobState) arguments[1]));

    @Test
    void aStopThatAnotherOrchestratorEndedIsForgotten() throws Exception {
        Stops stops = stops();
        stops.begin("job", 0);
        stops.begin("other", 0);
        assertThat(stops.watched()).isEqualTo(2);

        stops.forgetOthersThan(Set.of());
        assertThat(stops.watched()).as("stops that began just now").isEqualTo(2);

        now = now.plus(Duration.ofMinutes(1));
        stops.forgetOthersThan(Set.of("other"));
        assertThat(stops.watched()).isEqualTo(1);
    }

    /** Another orchestrator has brought the stop of the pass before to its end, and this one has not forgotten it. */
    @Test
    void eachPassThatIsStoppedIsWaitedForAnew() throws Exception {
        Stops stops = stops();
        stops.settle("job", 0);
        now = now.plus(Duration.ofSeconds(20));

        assertThat(stops.settle("job", 1)).as("a worker has a task of it").contains(JobState.STOPPING);
        now = now.plus(Duration.ofSeconds(10));
        assertThat(stops.settle("job", 1)).as("it was waited for long enough").contains(JobState.STOPPED);
    }

    private Stops stops() {
        return new Stops(new Ports(jobs, null, workers, null, null, null, null, new Outages(clock), null, Optional.empty()),
                clock);
    }

    private static <T> T port(Class<T> port, InvocationHandler answers) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, answers));
    }
}

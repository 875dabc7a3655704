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

    /** What the workers last said; at first one has a task of every job. */
    private List<WorkerRegistry.Beat> beats = List.of(beat("w", Map.of("job", List.of(1L), "other", List.of(2L))));
    private final WorkerRegistry workers = port(WorkerRegistry.class, (proxy, method, arguments) -> beats);
    private Optional<JobState> state = Optional.of(JobState.STOPPING);
    private final JobStore jobs = port(JobStore.class, (proxy, method, arguments) -> {
        if (arguments[1] == JobState.STOPPED) {
            state = Optional.of(JobState.STOPPED);
        }
        return state;
    });

    private WorkerRegistry.Beat beat(String id, Map<String, List<Long>> running) {
        return new WorkerRegistry.Beat(new Identity(id, "worker", "host", 1, "1", now), List.of(), 1, now,
                WorkerRegistry.STANDARD_SILENCE, WorkerRegistry.Mode.ACTIVE, List.of(), Map.of(),
                new Work(running, List.of(), Map.of(), Map.of(), Map.of()));
    }

    private Stops stops() {
        return new Stops(
                new Ports(jobs, null, workers, null, null, null, null, null, new Outages(clock), null,
                        Optional.empty()),
                clock);
    }

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

    @Test
    void aStopEndsWhenEachWorkerHasSaidSinceThatItLetItsTasksGo() throws Exception {
        beats = List.of(beat("w", Map.of("job", List.of(1L))), beat("idle", Map.of()));
        Stops stops = stops();
        assertThat(stops.begin("job", 0)).contains(JobState.STOPPING);

        now = now.plusSeconds(1);
        WorkerRegistry.Beat old = beats.getLast();
        beats = List.of(beat("w", Map.of()), old);
        assertThat(stops.settle("job", 0)).as("one has said nothing since").contains(JobState.STOPPING);

        beats = List.of(beat("w", Map.of("job", List.of(1L))), beat("idle", Map.of()));
        assertThat(stops.settle("job", 0)).as("one is at it still").contains(JobState.STOPPING);

        beats = List.of(beat("w", Map.of("other", List.of(1L))), beat("idle", Map.of()), beat("new", Map.of()));
        assertThat(stops.settle("job", 0)).contains(JobState.STOPPED);
        assertThat(stops.watched()).isZero();
    }

    /** A worker that hangs, or has died and is still taken for alive. */
    @Test
    void aWorkerThatDoesNotLetGoIsNotWaitedForLongerThanTenSeconds() throws Exception {
        Stops stops = stops();
        stops.begin("job", 0);

        now = now.plusMillis(9_999);
        assertThat(stops.settle("job", 0)).contains(JobState.STOPPING);
        now = now.plusMillis(1);
        assertThat(stops.settle("job", 0)).contains(JobState.STOPPED);
    }

    @Test
    void withoutWorkersAStopEndsAtOnce() throws Exception {
        beats = List.of();

        assertThat(stops().begin("job", 0)).contains(JobState.STOPPED);
    }

    @Test
    void whatHasEndedOrIsNotThereIsNotWatched() throws Exception {
        Stops stops = stops();
        state = Optional.of(JobState.COMPLETED);
        assertThat(stops.begin("job", 0)).contains(JobState.COMPLETED);
        state = Optional.empty();
        assertThat(stops.begin("job", 0)).isEmpty();

        assertThat(stops.watched()).isZero();
    }

    private static <T> T port(Class<T> port, InvocationHandler answers) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port}, answers));
    }
}

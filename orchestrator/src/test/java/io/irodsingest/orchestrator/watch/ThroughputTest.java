package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.orchestrator.watch.Throughput.Point;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much jobs got done, as an orchestrator sees it that looks at them every second. */
class ThroughputTest {
    private static final Instant BEGIN = Instant.parse("2026-11-28T12:00:00Z");

    private final Throughput throughput = new Throughput();

    private void look(int second, Job... jobs) {
        CurrentJobs seen = new CurrentJobs(BEGIN.plusSeconds(second), "1", List.of(jobs), List.of(), List.of(),
                Map.of(),
                CurrentJobs.UNSEEN.ended(), Map.of());
        throughput.note(ClusterSnapshot.UNSEEN.withState(new RedisTime(BEGIN.plusSeconds(second), 0), seen, List.of(),
                0));
    }

    private static Job job(String id, int createdAt, long passes, long registered, long failed, long bytes) {
        Instant created = BEGIN.plusSeconds(createdAt);
        return new Job(id, new JobSpec(id, IngestSpec.of(new RawPath("/data"), "/z/c", Operation.REGISTER_SYNC)),
                JobState.RUNNING,
                new Counts.Builder().add(IngestCount.REGISTERED, registered).add(Count.FAILED, failed)
                        .add(IngestCount.BYTES, bytes).build(),
                1, 1, 0, 0, Origin.at(created), new Job.Passes(passes, created, Optional.empty(), Optional.empty(),
                        Optional.empty(), 0, Optional.empty()),
                Optional.empty(), Optional.empty());
    }

    @Test
    void whatWasDoneBeforeTheFirstLookIsNotCounted() {
        look(0, job("old", -100, 0, 1_000, 0, 5_000));
        look(5, job("old", -100, 0, 1_030, 0, 6_000));
        assertThat(throughput.points()).isEmpty();
        look(10, job("old", -100, 0, 1_040, 10, 7_000));
        assertThat(throughput.points()).containsExactly(new Point(BEGIN.plusSeconds(10), 5, 200));
    }

    @Test
    void aNewJobIsCountedWholeAndOneThatComesBackIsNot() {
        look(0);
        look(1, job("new", 0, 0, 50, 0, 100));
        look(2, job("new", 0, 0, 50, 0, 100), job("tried again", -3_600, 1, 7_000, 3, 9_000));
        look(10, job("new", 0, 0, 50, 0, 100), job("tried again", -3_600, 1, 7_000, 3, 9_000));
        assertThat(throughput.points()).containsExactly(new Point(BEGIN.plusSeconds(10), 5, 10));
    }

    @Test
    void aPassThatBeginsCountsFromNothing() {
        look(0, job("periodic", -100, 4, 80, 0, 100));
        look(10, job("periodic", -100, 5, 20, 0, 50));
        assertThat(throughput.points()).containsExactly(new Point(BEGIN.plusSeconds(10), 2, 5));
    }

    @Test
    void anHourIsRemembered() {
        for (int second = 0; second <= 4_000; second += 10) {
            look(second);
        }
        assertThat(throughput.points()).hasSize(360).last().extracting(Point::at).isEqualTo(BEGIN.plusSeconds(4_000));
    }
}

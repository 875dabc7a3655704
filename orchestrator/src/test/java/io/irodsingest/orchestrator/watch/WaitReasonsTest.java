package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.ChainProgress;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages.Outage;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitReasonsTest {
    private static final Instant T = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void oneOutageSeenByManyIsToldOnceSinceTheFirstSawIt() {
        assertThat(WaitReasons.merged(Stream.of("iRODS since 2026-11-22T13:00:05Z: 10.0.0.1:1247: connection refused",
                "iRODS since 2026-11-22T13:00:00.123456Z: 10.0.0.1:1247: connection refused",
                "iRODS since 2026-11-22T13:00:07.1Z: 10.0.0.1:1247: connection refused",
                "S3 since 2026-11-22T13:00:00Z: one.example: no such host",
                "S3 since 2026-11-22T13:00:00Z: two.example: no such host",
                "a worker: none takes tasks from queue 'x'")))
                .containsExactly("iRODS since 2026-11-22T13:00:00Z: 10.0.0.1:1247: connection refused",
                        "S3 since 2026-11-22T13:00:00Z: one.example: no such host",
                        "S3 since 2026-11-22T13:00:00Z: two.example: no such host",
                        "a worker: none takes tasks from queue 'x'");
    }

    private static Job job(JobState state, Optional<Job.Wait> wait) {
        return job(state, wait, Origin.at(T));
    }

    private static Job job(JobState state, Optional<Job.Wait> wait, Origin origin) {
        return new Job("id", new JobSpec("daily", IngestSpec.of(new RawPath("/data"), "/z/c", Operation.PUT)), state,
                Counts.NONE, 1, 1, 0, 0, origin,
                new Passes(0, T, Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.empty()),
                Optional.empty(), wait);
    }

    private static Beat worker(String id, List<String> queues, List<String> waitingFor,
            Map<String, List<Long>> running) {
        return new Beat(new Identity(id, "worker", "host", 1, "1", T), queues, 1, T, WorkerRegistry.STANDARD_SILENCE,
                Mode.ACTIVE, waitingFor, Map.of(), new Work(running, List.of(), Map.of(), Map.of(), Map.of()));
    }

    @Test
    void aJobWaitsForWhatThoseWaitForThatAreAtIt() {
        Beat atIt = worker("a", List.of("restart", "path", "file", "delete"), List.of("iRODS since " + T + ": refused"),
                Map.of("id", List.of(1L)));
        Beat elsewhere = worker("b", List.of("file"), List.of("Redis since " + T + ": refused"), Map.of());

        assertThat(WaitReasons.of(job(JobState.RUNNING, Optional.empty()), List.of(), List.of(atIt, elsewhere)))
                .containsExactly("iRODS since " + T + ": refused");
        assertThat(WaitReasons.ofWorkers(List.of(atIt, elsewhere))).containsExactly("Redis since " + T + ": refused",
                "iRODS since " + T + ": refused");
        assertThat(WaitReasons.isAt(atIt, "id")).isTrue();
        assertThat(WaitReasons.isAt(elsewhere, "id")).isFalse();
    }

    @Test
    void aQueueThatNobodyTakesFromIsNamedWhileTheJobIsActive() {
        Beat worker = worker("a", List.of("restart", "path"), List.of(), Map.of());

        assertThat(WaitReasons.of(job(JobState.RUNNING, Optional.empty()), List.of(), List.of(worker)))
                .containsExactly("a worker: none takes tasks from queue 'file'");
        assertThat(WaitReasons.of(job(JobState.PAUSED, Optional.empty()), List.of(), List.of(worker))).isEmpty();
    }

    @Test
    void ofOurOwnOutagesThoseOfOtherQueuesDoNotCount() {
        List<Outage> own = List.of(new Outage(Dependency.BROKER, "file", T, "refused"),
                new Outage(Dependency.BROKER, "another", T, "refused too"),
                new Outage(Dependency.REDIS, "", T, "OOM"));

        assertThat(WaitReasons.of(job(JobState.PAUSED, Optional.empty()), own, List.of())).containsExactly(
                "RabbitMQ since " + T + ": refused", "Redis since " + T + ": OOM");
    }

    @Test
    void whatItsTasksWaitForIsSaidWithSinceWhen() {
        assertThat(WaitReasons.of(job(JobState.PAUSED, Optional.of(new Job.Wait(T.plusMillis(5), "S3: refused"))),
                List.of(), List.of())).containsExactly("S3 since " + T + ": refused");
        assertThat(WaitReasons.of(job(JobState.PAUSED, Optional.of(new Job.Wait(T, "a newer worker"))), List.of(),
                List.of())).containsExactly("a newer worker since " + T);
    }

    @Test
    void aHeldJobWaitsForItsReleaseAndForWhatItComesAfter() {
        Job held = job(JobState.BLOCKED, Optional.empty(), new Origin(T, Optional.empty(), Optional.empty(),
                new ChainProgress(List.of(Predecessor.RELEASE, new Predecessor("1", "one", false, false),
                        new Predecessor("2", "two", true, false), new Predecessor("3", "three", true, true)),
                        Map.of())));

        assertThat(WaitReasons.of(held, List.of(), List.of())).containsExactly("its release",
                "job one (1): it must have ended well", "job two (2): it must have ended");
    }
}

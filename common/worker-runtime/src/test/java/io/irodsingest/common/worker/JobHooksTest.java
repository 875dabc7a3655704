package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hooks of a job run once a pass, whoever dies. */
class JobHooksTest {
    private static final IngestSpec WORK = IngestSpec.of(new RawPath("/data"), "/z/t", Operation.REGISTER_SYNC);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisState state;
    private String job;

    @BeforeEach
    void start() throws Exception {
        RedisServer redis = TestServers.redis();
        redis.flush();
        state = RedisState.open(RedisSettings.of("redis://" + redis.host() + ':' + redis.port(),
                Optional.of(redis.password()).filter(text -> !text.isEmpty())), new Outages(Clock.systemUTC()));
        job = ((Creation.Created) state.jobs().create(NewJob.of(new JobSpec("job", WORK), IngestCourse.of(WORK)))).job()
                .id();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        state.close();
    }

    @Test
    void whoeverGetsTheTaskASecondTimeWaitsForOneWhoLives() throws Exception {
        beat("worker-1");
        JobHooks first = hooks("worker-1");
        JobHooks second = hooks("worker-2");
        assertThat(first.begin(job, Hook.PRE_JOB)).isTrue();

        Future<Boolean> wait = threads.submit(() -> second.begin(job, Hook.PRE_JOB));
        Future<Boolean> sameWorker = threads.submit(() -> first.begin(job, Hook.PRE_JOB));
        // both have asked, and wait between two questions
        await().until(() -> sleepers() == 2);
        assertThat(wait).isNotDone();
        assertThat(sameWorker).isNotDone();
        assertThat(second.begin(job, Hook.POST_JOB)).as("another hook").isTrue();
        first.end(job, Hook.PRE_JOB, true);

        assertThat(wait.get(30, TimeUnit.SECONDS)).as("it was called").isFalse();
        assertThat(sameWorker.get(30, TimeUnit.SECONDS)).as("it was called").isFalse();
    }

    @Test
    void theClaimOfADeadWorkerIsTakenOver() throws Exception {
        assertThat(hooks("worker-1").begin(job, Hook.PRE_JOB)).isTrue();

        assertThat(hooks("worker-2").begin(job, Hook.PRE_JOB)).isTrue();
    }

    @Test
    void aHookThatFailedIsCalledAgain() throws Exception {
        beat("worker-1");
        JobHooks first = hooks("worker-1");
        assertThat(first.begin(job, Hook.PRE_JOB)).isTrue();

        first.end(job, Hook.PRE_JOB, false);

        assertThat(hooks("worker-2").begin(job, Hook.PRE_JOB)).isTrue();
    }

    private static long sleepers() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack).anyMatch(at -> at.getClassName().equals(JobHooks.class.getName())
                        && at.getMethodName().equals("begin")))
                .filter(stack -> stack[0].getMethodName().contains("sleep")).count();
    }

    private JobHooks hooks(String worker) {
        return new JobHooks(state.jobs(), state.workers(), worker);
    }

    private void beat(String worker) {
        state.workers().beat(new Beat(new Identity(worker, "worker-test", "host", 1, "1", Instant.now()),
                List.of("restart"), 1, Instant.now(), WorkerRegistry.LONGEST_SILENCE, Mode.ACTIVE, List.of(), Map.of(),
                Work.NONE),
                drain -> {});
    }
}

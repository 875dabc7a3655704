package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.JobStore.Current;
import io.irodsingest.handlerapi.Operation;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KnownJobsTest {
    /** Of a machine whose clock is twenty minutes before ours. */
    private static final Instant REDIS_TIME = Instant.now().minus(Duration.ofMinutes(20));

    private final List<Job> all = new ArrayList<>();
    private final List<Job> current = new ArrayList<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final KnownJobs known = new KnownJobs((JobStore) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[]{JobStore.class}, (proxy, method, arguments) -> switch (method.getName()) {
                case "all" -> {
                    readings.incrementAndGet();
                    yield List.copyOf(all);
                }
                case "current" -> new Current(REDIS_TIME, current);
                default -> throw new UnsupportedOperationException(method.getName());
            }));

    @Test
    void endedJobsAreKnownWithoutBeingReadAgain() throws Exception {
        Job ended = job("ended", JobState.COMPLETED);
        all.add(ended);
        Job running = job("running", JobState.RUNNING);
        current.add(running);

        for (int look = 0; look < 10; look++) {
            assertThat(known.look().jobs()).containsExactlyInAnyOrder(ended, running);
        }

        assertThat(readings).hasValue(1);
    }

    @Test
    void theEndOfAJobIsSeen() throws Exception {
        current.add(job("job", JobState.RUNNING));
        known.look();
        current.set(0, job("job", JobState.COMPLETED));
        known.look();
        current.clear();

        assertThat(known.look().jobs()).containsExactly(job("job", JobState.COMPLETED));
        known.look();
        assertThat(readings).hasValue(1);
    }

    /** As when Redis was away for longer than a job that has ended is given among the current ones. */
    @Test
    void aJobWhoseEndWasNotSeenIsReadOnceMore() throws Exception {
        current.add(job("job", JobState.RUNNING));
        known.look();
        current.clear();
        all.add(job("job", JobState.STOPPED));
        known.look();

        assertThat(known.look().jobs()).containsExactly(job("job", JobState.STOPPED));
        assertThat(readings).hasValue(2);
    }

    @Test
    void whatIsDueIsToldByTheClockOfRedis() throws Exception {
        RedisTime time = known.look().time();

        assertThat(time.now()).isBetween(REDIS_TIME, REDIS_TIME.plus(Duration.ofMinutes(10)));
        assertThat(time.of(time.nanos() + 5_000_000_000L)).isEqualTo(REDIS_TIME.plusSeconds(5));
        assertThat(RedisTime.UNKNOWN.now()).as("nothing is due before the first look").isEqualTo(Instant.EPOCH);
    }

    private static Job job(String name, JobState state) {
        JobSpec spec = JobSpec.plain(name, RawPath.ofText("/data"), "/z/x", Operation.PUT, Optional.empty(), 50, false);
        return new Job(name, spec, state, Counts.NONE, 1, 1, 0, 0, Instant.EPOCH,
                new Passes(0, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(), 0), Optional.empty(),
                Optional.empty());
    }
}

package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.batch.BatchStore.Appended;
import io.irodsingest.common.state.batch.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Jobs that are held back until their release. */
class HeldJobsTest extends BatchesOnRedis {
    private static final Predecessor OTHER = new Predecessor("other", "other", false, false);

    @Test
    void aJobThatWaitsForAnotherTooBeginsWhenBothAreMet() throws Exception {
        Job releasedFirst = held("one", OTHER);
        assertThat(release(releasedFirst)).isEmpty();
        assertThat(now(releasedFirst).state()).isEqualTo(JobState.BLOCKED);
        assertThat(state.chains().met(releasedFirst.id(), Set.of("other"))).isPresent();

        Job releasedLast = held("two", OTHER);
        assertThat(state.chains().met(releasedLast.id(), Set.of("other"))).isEmpty();
        assertThat(now(releasedLast).state()).isEqualTo(JobState.BLOCKED);
        assertThat(release(releasedLast)).isPresent();

        assertThat(List.of(now(releasedFirst).state(), now(releasedLast).state())).containsOnly(JobState.QUEUED);
        assertThat(release(releasedLast)).as("it has begun").isEmpty();
    }

    @Test
    void theReleaseIsToldFromJobs() throws Exception {
        Job job = held("one", OTHER);

        assertThat(now(job).origin().chain().predecessors()).containsExactly(Predecessor.RELEASE, OTHER);
        if (!redis.isCluster()) {
            assertThat(redis.lines("HGET " + KEYS.job(job.id()) + " after").get(1)).contains("\"-release\"")
                    .doesNotContain("\"release\":");
        }
    }

    @Test
    void aHeldJobCanBeStoppedAndForgetsItsRowsInTime() throws Exception {
        Job job = held("one");
        Segment segment = staged(job, 1, "one");
        batches.append(job.id(), segment, false);

        assertThat(state.jobs().change(job.id(), JobState.STOPPED, Optional.empty())).contains(JobState.STOPPED);

        assertThat(release(job)).isEmpty();
        assertThat(now(job).state()).isEqualTo(JobState.STOPPED);
        assertThat(keysOf(job, List.of(segment))).allSatisfy(key -> assertThat(left(key)).isPositive());
    }

    @Test
    void aHeldJobExpires() throws Exception {
        Job job = held(new JobSpec("one", Given.work(),
                JobOptions.NONE.timed(JobTiming.NONE.startingWithin(Duration.ofMillis(1)))));
        Segment segment = staged(job, 1, "one");
        batches.append(job.id(), segment, false);

        await().until(() -> state.jobs().expire(job).equals(Optional.of(JobState.EXPIRED)));

        assertThat(now(job).error().orElseThrow()).contains("start_within").endsWith("it was BLOCKED");
        assertThat(release(job)).isEmpty();
        assertThat(batches.append(job.id(), staged(job, 2, "two"), false))
                .isEqualTo(new Appended.NotHeld(JobState.EXPIRED));
        assertThat(keysOf(job, List.of(segment))).allSatisfy(key -> assertThat(left(key)).isPositive());
    }
}

package io.irodsingest.orchestrator.loops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.orchestrator.loops.PerItem.Items;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PerItemTest {
    private static final Job BAD = job("bad");
    private static final Job GOOD = job("good");

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();

    @Test
    void aJobThatFailsKeepsNoOtherBackAndIsTriedAgainLaterAndLater() throws Exception {
        try (PerItem<Job> steps = new PerItem<>(Items.JOBS, "test", 1, Duration.ofMinutes(1), job -> {
            done.add(job.id());
            if (job.equals(BAD)) {
                throw new IllegalStateException("as the test wants it");
            }
        }, now::get)) {
            steps.round(List.of(BAD, GOOD));
            assertThat(done).containsExactly("bad", "good");

            pass(Duration.ofMillis(900));
            steps.round(List.of(BAD, GOOD));
            assertThat(done).containsExactly("bad", "good", "good");

            pass(Duration.ofMillis(200));
            steps.round(List.of(BAD));
            assertThat(done).endsWith("good", "bad");

            pass(Duration.ofMillis(1500));
            steps.round(List.of(BAD));
            assertThat(done).filteredOn("bad"::equals).hasSize(2);

            pass(Duration.ofMinutes(1));
            steps.round(List.of(BAD));
            assertThat(done).filteredOn("bad"::equals).hasSize(3);
        }
    }

    @Test
    void aStepThatGoesOnHasEndedWhenTheStepsAreClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        PerItem<Job> steps = new PerItem<>(Items.JOBS, "test", 1, Duration.ofMillis(1), job -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                // what a step does on its way out takes its time
                Thread.sleep(200);
                done.add(job.id());
            }
        }, now::get);
        steps.round(List.of(BAD));
        begun.await();

        steps.close();

        assertThat(done).containsExactly("bad");
    }

    @Test
    void aJobThatHangsKeepsNoOtherBackAndIsNotBegunTwice() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (PerItem<Job> steps = steps(job -> {
            done.add(job.id());
            if (job.equals(BAD)) {
                gate.await();
                done.add("bad ended");
            }
        })) {
            steps.round(List.of(BAD, GOOD));
            steps.round(List.of(BAD, GOOD));
            assertThat(done).containsExactly("bad", "good", "good");

            gate.countDown();
            await().atMost(30, TimeUnit.SECONDS).until(() -> done.contains("bad ended"));
            await().atMost(30, TimeUnit.SECONDS).until(() -> {
                steps.round(List.of(BAD));
                return done.stream().filter("bad"::equals).count() >= 2;
            });
        }
    }

    @Test
    void asManyStepsAsAreAllowedGoOnAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        try (PerItem<Job> steps = new PerItem<>(Items.JOBS, "test", 2, Duration.ofSeconds(30), job -> {
            both.countDown();
            both.await();
            done.add(job.id());
        }, now::get)) {
            steps.round(List.of(BAD, GOOD));
            assertThat(done).containsExactlyInAnyOrder("bad", "good");
        }
    }

    @Test
    void whatHangsEndsWithIt() throws Exception {
        PerItem<Job> steps = steps(job -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                done.add("ended");
            }
        });
        steps.round(List.of(BAD));
        steps.close();
        await().atMost(30, TimeUnit.SECONDS).until(() -> done.contains("ended"));
    }

    private PerItem<Job> steps(PerItem.Step<Job> step) {
        return new PerItem<>(Items.JOBS, "test", 1, Duration.ofMillis(300), step, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Job job(String name) {
        JobSpec spec = new JobSpec(name, IngestSpec.of(RawPath.ofText("/data"), "/z/x", Operation.PUT));
        return new Job(name, spec, JobState.RUNNING, Counts.NONE, 1, 1, 0, 0,
                Origin.at(Instant.EPOCH),
                new Passes(0, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(), 0),
                Optional.empty(), Optional.empty());
    }
}

package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Duration;

/** A job of many tasks, worked on by simulated workers, whose counts must be exact whatever happens in the middle of it. */
final class CountedRun {
    static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private CountedRun() {}

    /** Something that happens when a tenth of the tasks is done. */
    @FunctionalInterface
    interface Trouble {
        void in(String jobId, SimulatedCluster workers) throws Exception;
    }

    /** @param test which prints the seed */
    static void through(Trouble trouble, RedisState state, Class<?> test) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test.getSimpleName() + " seed " + seed);
        ModelTree tree = ModelTree.large(seed);
        ModelTree.Sums sums = tree.sums(new IngestTask.StartPass());
        Creation.Created job = (Creation.Created) state.jobs().create(Given.wish(Given.handledSpec("simulated")));
        String id = job.job().id();
        try (SimulatedCluster workers = new SimulatedCluster(state, tree, job.first(), 0.02)) {
            await().atMost(LONG_ENOUGH).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
                    .until(() -> workers.commits() >= sums.tasks() / 10.0);
            trouble.in(id, workers);
            await().atMost(LONG_ENOUGH).until(() -> state.jobs().byId(id).orElseThrow().state().isFinal());
        }
        Job ended = state.jobs().byId(id).orElseThrow();
        assertThat(ended.counts()).isEqualTo(sums.counts());
        assertThat(ended.tasksRegistered()).isEqualTo(sums.tasks());
        assertThat(ended.tasksOpen()).isZero();
        assertThat(ended.failedTasks()).isEqualTo(sums.failedTasks());
    }
}

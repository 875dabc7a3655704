package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.redis.ModelTree.Sums;
import io.irodsingest.ingesttasks.IngestTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The task table under accidents of all kinds, against a model of what they must say in the end. */
@Tag("not-for-mutants")
class AccountingSimulationTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
    private static final double FAULTS = 0.04;
    private static final int DEPTH = 5;
    private static final int LIMIT = 3;

    @TempDir
    Path directory;
    @TempDir
    Path copy;
    private TestRedis redis;
    private RedisState state;
    private ModelTree tree;
    private Sums sums;
    private Creation.Created job;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.in(directory);
        state = redis.open();
        long seed = Long.getLong("seed", System.nanoTime());
        tree = new ModelTree(seed, DEPTH);
        sums = tree.sums(new IngestTask.StartPass());
        System.out.println("accounting simulation: seed " + seed + ", " + sums.tasks() + " tasks");
        job = (Creation.Created) state.jobs().create(Given.wish(Given.handledSpec("simulated")));
    }

    @AfterEach
    void stop() {
        state.close();
        redis.close();
    }

    @Test
    void everyTaskCountsOnceWhateverDiesOrIsDeliveredTwice() throws Exception {
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), FAULTS)) {
            for (int quarter = 1; quarter < 4; quarter++) {
                reached(cluster, quarter / 4.0);
                redis.command("SCRIPT FLUSH");
            }
            awaitExactEnd();
            System.out.println("accounting simulation: " + cluster.pauses() + " pauses");
            assertThat(cluster.finished()).isEqualTo(sums.tasks());
            assertThat(cluster.counted()).isEqualTo(sums.counts());
        }
    }

    /** As an operator who empties the script cache, or a failover, may do at any moment. */
    @Test
    void scriptsThatAreForgottenAgainAndAgainChangeNothing() throws Exception {
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), FAULTS)) {
            String id = job.job().id();
            await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(2)).until(() -> {
                redis.command("SCRIPT FLUSH");
                return cluster.commits() > sums.tasks() / 3;
            });
            awaitExactEnd();
            assertThat(state.jobs().byId(id).orElseThrow().tasksOpen()).isZero();
            assertThat(cluster.finished()).isEqualTo(sums.tasks());
        }
    }

    @Test
    void aRestartOfRedisChangesNothing() throws Exception {
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), FAULTS)) {
            reached(cluster, 1 / 4.0);
            redis.restart();
            reached(cluster, 1 / 2.0);
            redis.restart();
            awaitExactEnd();
            assertThat(cluster.finished()).as("an answer lost with the connection may be unknown")
                    .isLessThanOrEqualTo(sums.tasks());
        }
    }

    @Test
    void aRedisThatLostItsLastWritesIsPutRightDespiteStaleMessages() throws Exception {
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), FAULTS)) {
            reached(cluster, 1 / 4.0);
            redis.copyTo(copy);
            reached(cluster, 1 / 2.0);
            redis.fallBackTo(copy);
            awaitExactEnd();
            assertThat(cluster.commits()).as("work was done again").isGreaterThan(sums.tasks());
        }
    }

    @Test
    void aStopKeepsWhatCountedAndDropsTheRestAtOnce() throws Exception {
        String id = job.job().id();
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), 0)) {
            reached(cluster, 1 / 3.0);
            assertThat(state.jobs().change(id, JobState.STOPPING, Optional.empty())).contains(JobState.STOPPING);
            assertThat(state.jobs().change(id, JobState.STOPPED, Optional.empty())).contains(JobState.STOPPED);
            Job stopped = state.jobs().byId(id).orElseThrow();
            cluster.end();

            assertThat(state.jobs().byId(id)).contains(stopped);
            assertThat(cluster.counted()).isEqualTo(stopped.counts()).isNotEqualTo(sums.counts());
            assertThat(stopped.tasksRegistered() - stopped.tasksOpen()).isEqualTo(cluster.finished());
        }
        assertThat(redis.command("EXISTS " + new Keys("ii:").tasks(id) + ' ' + new Keys("ii:").pending(id)))
                .isEqualTo(":0");
        assertThat(state.jobs().create(Given.wish(Given.spec("simulated")))).isInstanceOf(Creation.Created.class);
    }

    /** Nobody asks for tasks to be handed out but those who end one, and the sweep. */
    @Test
    void aJobWithALimitNeverHasMoreTasksHandedOut() throws Exception {
        job = (Creation.Created) state.jobs().create(Given.wish(Given.limitedSpec("limited", LIMIT)));
        String id = job.job().id();
        Keys keys = new Keys("ii:");
        String handedOut = "EVAL \"return redis.call('HLEN',KEYS[1])-redis.call('ZCARD',KEYS[2])\" 2 " + keys.tasks(id)
                + ' ' + keys.delayed(id);
        try (SimulatedCluster cluster = new SimulatedCluster(state, tree, job.first(), FAULTS)) {
            await().atMost(LONG_ENOUGH).until(() -> {
                assertThat(Integer.parseInt(redis.command(handedOut).substring(1))).isLessThanOrEqualTo(LIMIT);
                return state.jobs().byId(id).orElseThrow().state().isFinal();
            });
            awaitExactEnd();
            assertThat(cluster.finished()).isEqualTo(sums.tasks());
        }
    }

    private void reached(SimulatedCluster cluster, double share) {
        await().atMost(LONG_ENOUGH).until(() -> cluster.commits() >= sums.tasks() * share);
    }

    private void awaitExactEnd() throws Exception {
        String id = job.job().id();
        await().atMost(LONG_ENOUGH).until(() -> state.jobs().byId(id).orElseThrow().state().isFinal());
        Job ended = state.jobs().byId(id).orElseThrow();
        assertThat(ended.tasksRegistered()).isEqualTo(sums.tasks());
        assertThat(ended.tasksOpen()).isZero();
        assertThat(ended.counts()).isEqualTo(sums.counts());
        assertThat(ended.failedTasks()).isEqualTo(sums.failedTasks());
        assertThat(ended.state())
                .isEqualTo(sums.failedTasks() > 0 ? JobState.COMPLETED_WITH_FAILURES : JobState.COMPLETED);
        List<EntryFailure> failures = state.accounting().failures(id, 0, Integer.MAX_VALUE / 2);
        assertThat(failures).extracting(EntryFailure::path).containsExactlyInAnyOrderElementsOf(sums.failures());
    }
}

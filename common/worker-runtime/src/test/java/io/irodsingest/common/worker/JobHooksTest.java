package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.WorkerRegistry;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hooks of a job run once a pass, whoever dies. */
@Timeout(60)
class JobHooksTest {
    private static final String JOB = "id";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakeCluster cluster = new FakeCluster();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoeverGetsTheTaskASecondTimeWaitsForOneWhoLives() throws Exception {
        cluster.workers.lives("worker-1");
        JobHooks first = hooks("worker-1");
        JobHooks second = hooks("worker-2");
        assertThat(first.begin(JOB, Hook.PRE_JOB.name())).isTrue();

        Future<Boolean> wait = threads.submit(() -> second.begin(JOB, Hook.PRE_JOB.name()));
        Future<Boolean> sameWorker = threads.submit(() -> first.begin(JOB, Hook.PRE_JOB.name()));
        // both have asked, and wait between two questions
        await().until(() -> sleepers() == 2);
        assertThat(wait).isNotDone();
        assertThat(sameWorker).isNotDone();
        assertThat(second.begin(JOB, Hook.POST_JOB.name())).as("another hook").isTrue();
        first.end(JOB, Hook.PRE_JOB.name(), true);

        assertThat(wait.get(30, TimeUnit.SECONDS)).as("it was called").isFalse();
        assertThat(sameWorker.get(30, TimeUnit.SECONDS)).as("it was called").isFalse();
    }

    @Test
    void theClaimOfADeadWorkerIsTakenOver() throws Exception {
        assertThat(hooks("worker-1").begin(JOB, Hook.PRE_JOB.name())).isTrue();

        assertThat(hooks("worker-2").begin(JOB, Hook.PRE_JOB.name())).isTrue();
    }

    /** Redis is the same for both; which of the two is first is left to chance. */
    @Test
    void ofTwoThatFindADeadWorkersClaimOneCallsTheHook() throws Exception {
        cluster.workers.lives("worker-2");
        cluster.workers.lives("worker-3");
        assertThat(hooks("worker-1").begin(JOB, Hook.PRE_JOB.name())).isTrue();

        JobHooks second = hooks("worker-2");
        JobHooks third = hooks("worker-3");
        Future<Boolean> one = threads.submit(() -> callOnce(second));
        Future<Boolean> other = threads.submit(() -> callOnce(third));

        assertThat(one.get(30, TimeUnit.SECONDS)).isNotEqualTo(other.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aHookThatFailedIsCalledAgain() throws Exception {
        cluster.workers.lives("worker-1");
        JobHooks first = hooks("worker-1");
        assertThat(first.begin(JOB, Hook.PRE_JOB.name())).isTrue();

        first.end(JOB, Hook.PRE_JOB.name(), false);

        assertThat(first.begin(JOB, Hook.PRE_JOB.name())).as("by the worker that tried it").isTrue();
        first.end(JOB, Hook.PRE_JOB.name(), false);
        assertThat(hooks("worker-2").begin(JOB, Hook.PRE_JOB.name())).as("by another one").isTrue();
    }

    private static boolean callOnce(JobHooks hooks) throws InterruptedException {
        boolean called = hooks.begin(JOB, Hook.PRE_JOB.name());
        if (called) {
            hooks.end(JOB, Hook.PRE_JOB.name(), true);
        }
        return called;
    }

    private static long sleepers() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack).anyMatch(at -> at.getClassName().equals(JobHooks.class.getName())
                        && at.getMethodName().equals("begin")))
                .filter(stack -> stack[0].getMethodName().contains("sleep")).count();
    }

    private JobHooks hooks(String worker) {
        return new JobHooks(Partial.of(JobStore.class, cluster.jobs),
                Partial.of(WorkerRegistry.class, cluster.workers), worker);
    }
}

package io.irodsingest.orchestrator.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Wait;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.orchestrator.TestCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In the middle of an upgrade a worker of before gets tasks of a type that only newer ones know. */
class UnknownTypeTest {
    @Test
    void aTaskThatOneWorkerDoesNotKnowIsDoneByAnother() throws Exception {
        WordCount work = new WordCount("in the beginning", "was the word");
        List<String> queues = List.copyOf(WordCountTest.QUEUES.values());
        try (TestCluster cluster = new TestCluster()) {
            Created made = (Created) cluster.jobs()
                    .create(NewJob.of(WordCountTest.spec(), WordCount.COURSE));
            cluster.orchestrator();
            Worker before = cluster.worker(new TaskHandlers(), queues);
            await().atMost(30, TimeUnit.SECONDS).until(() -> now(cluster, made).waitingFor().isPresent());
            assertThat(now(cluster, made).waitingFor().map(Wait::reason).orElseThrow())
                    .startsWith("a worker that knows tasks of type FindTexts: one of version ");

            cluster.worker(work.handlers(), queues);
            before.close();

            await().atMost(120, TimeUnit.SECONDS).until(() -> now(cluster, made).state().isFinal());
            Job ended = now(cluster, made);
            assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
            assertThat(ended.counts().of(Count.FAILED)).isZero();
            assertThat(ended.failedTasks()).isZero();
            assertThat(ended.waitingFor()).isEmpty();
            assertThat(work.sorted()).contains("beginning", "word");
        }
    }

    private static Job now(TestCluster cluster, Created made) throws InterruptedException {
        return cluster.jobs().byId(made.job().id()).orElseThrow();
    }
}

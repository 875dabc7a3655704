package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Try;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPlannerTest {
    private static final TaskMessage TASK = new TaskMessage("job", 1, "nonce", new IngestTask.FinishPass());
    private static final EntryFailure FAILURE = new EntryFailure(new RawPath("/data/a"), "denied", Instant.EPOCH);
    private static final Task AGAIN = new IngestTask.DeleteDataObjects("/z/c", List.of("a"), 1);

    /** What an event handler says of retries. */
    private static final class TwoRetries {
        int maxRetries() {
            return 2;
        }

        Duration delay(int retry) {
            return Duration.ofSeconds(10L * retry);
        }
    }

    /** One that cannot say. */
    private static final class BrokenHandler {
        int maxRetries() throws HookFailedException {
            throw new HookFailedException("max_retries threw");
        }
    }

    private static Commit commit(int retry, Object policy) throws Exception {
        Outcome.Done failed = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE)
                .withRetryTasks(List.of(new Outcome.RetryTask(AGAIN, retry, List.of(FAILURE))));
        return RetryPlanner.commit(TASK, failed, Optional.empty(), Partial.of(JobPolicy.class, policy));
    }

    @Test
    void whatFailedIsTriedAgainAfterThePauseOfThatTry() throws Exception {
        Commit commit = commit(2, new TwoRetries());

        assertThat(commit.extras().tries()).containsExactly(new Try(AGAIN, Duration.ofSeconds(20)));
        assertThat(commit.counts().of(Count.RETRIES)).isEqualTo(1);
        assertThat(commit.counts().of(Count.FAILED)).isZero();
        assertThat(commit.failures()).isEmpty();
    }

    @Test
    void afterTheLastTryItCountsAsFailed() throws Exception {
        Commit commit = commit(3, new TwoRetries());

        assertThat(commit.extras().tries()).isEmpty();
        assertThat(commit.counts().of(Count.RETRIES)).isZero();
        assertThat(commit.counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(commit.failures()).containsExactly(FAILURE);
    }

    @Test
    void aHandlerThatCannotSayLeavesItFailedAndTellsWhy() throws Exception {
        Commit commit = commit(1, new BrokenHandler());

        assertThat(commit.extras().tries()).isEmpty();
        assertThat(commit.counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(commit.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(FAILURE.path());
            assertThat(failure.error()).isEqualTo("denied; not tried again: max_retries threw");
        });
    }

    /** No message may be larger than what every broker takes. */
    @Test
    void whatIsTooLargeForAMessageIsDivided() throws Exception {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "n".repeat(2_500) + i).toList();
        Task large = new IngestTask.DeleteDataObjects("/z/c", names, 1);
        List<EntryFailure> failed = Collections.nCopies(1000, FAILURE);
        Outcome.Done done = new Outcome.Done(Counts.NONE, List.of(large), List.of(), CacheUpdate.NONE)
                .withRetryTasks(List.of(new Outcome.RetryTask(large, 1, failed)));

        Commit commit = RetryPlanner.commit(TASK, done, Optional.empty(),
                Partial.of(JobPolicy.class, new TwoRetries()));

        assertThat(commit.children()).hasSize(2);
        assertThat(commit.extras().tries()).hasSize(2).extracting(Try::delay).containsOnly(Duration.ofSeconds(10));
        assertThat(commit.counts().of(Count.RETRIES)).isEqualTo(1000);
    }

    @Test
    void everythingElseOfTheOutcomeIsCommittedAsItIs() throws Exception {
        Outcome.Done done = new Outcome.Done(Counts.of(Count.FAILED, 1), List.of(AGAIN), List.of(FAILURE),
                CacheUpdate.NONE).withTaken(List.of(FAILURE.path()));
        Task rest = new IngestTask.RetryFailures();

        Commit commit = RetryPlanner.commit(TASK, done, Optional.of(rest),
                Partial.of(JobPolicy.class, new TwoRetries()));

        assertThat(commit.task()).isEqualTo(TASK);
        assertThat(commit.counts()).isEqualTo(Counts.of(Count.FAILED, 1));
        assertThat(commit.children()).containsExactly(AGAIN);
        assertThat(commit.failures()).containsExactly(FAILURE);
        assertThat(commit.remainder()).contains(rest);
        assertThat(commit.extras().takenFailures()).containsExactly(FAILURE.path());
    }
}

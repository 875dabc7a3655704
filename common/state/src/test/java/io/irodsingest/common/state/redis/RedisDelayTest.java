package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Accounting.Delayed;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks that wait for something of their job without holding a thread. */
class RedisDelayTest extends JobOnRedis {
    @Test
    void aDelayedTaskIsHandedOutWhenItIsDueUnderAnotherNonce() throws Exception {
        TaskMessage part = accounting.commit(Given.part(first, Given.task("rest"))).remainder().orElseThrow();

        Delayed delayed = accounting.delay(part, Duration.ofMillis(1), "S3: connection refused").orElseThrow();

        assertThat(delayed.task().nonce()).isNotEqualTo(part.nonce());
        assertThat(accounting.current(part)).as("an old message of it").isEmpty();
        assertThat(accounting.delay(part, Duration.ofMillis(1), "again")).as("of the old nonce").isEmpty();
        assertThat(accounting.commit(Given.end(part)).first()).as("of the old nonce").isFalse();
        assertThat(read().waitingFor().orElseThrow().reason()).isEqualTo("S3: connection refused");
        TaskMessage due = await().until(() -> accounting.due(first.jobId()), list -> !list.isEmpty()).getFirst();
        assertThat(due.number()).isEqualTo(part.number());
        assertThat(due.task()).isEqualTo(Given.task("rest"));
        assertThat(accounting.commit(Given.end(due)).state()).contains(JobState.COMPLETED);
        assertThat(read().waitingFor()).isEmpty();
    }

    @Test
    void aTaskThatAWorkerDoesNotKnowIsGivenBackSoOftenAndNotMarkedAsBegun() throws Exception {
        assertThat(accounting.giveBack(first, Duration.ofMillis(1), 2, "tasks of type X")).hasValue(1);
        assertThat(accounting.giveBack(first, Duration.ofMillis(1), 2, "tasks of type X")).as("of the old nonce")
                .isEmpty();
        assertThat(read().waitingFor().orElseThrow().reason()).isEqualTo("tasks of type X");
        TaskMessage due = await().until(() -> accounting.due(first.jobId()), list -> !list.isEmpty()).getFirst();
        assertThat(due.mayBeBegun()).isFalse();

        assertThat(accounting.giveBack(due, Duration.ofMillis(1), 2, "tasks of type X")).hasValue(2);
        due = await().until(() -> accounting.due(first.jobId()), list -> !list.isEmpty()).getFirst();
        assertThat(accounting.giveBack(due, Duration.ofMillis(1), 2, "tasks of type X")).hasValue(3);

        assertThat(accounting.current(due)).as("stays as it is").contains(due);
        assertThat(read().retriedTasks()).isZero();
        assertThat(accounting.commit(Given.end(due)).state()).contains(JobState.COMPLETED);
    }

    @Test
    void aDelayThatIsSentTwiceCountsOnce() throws Exception {
        Optional<Delayed> once = accounting.delay(first, Duration.ofHours(1), "S3: refused", "call");
        Optional<Delayed> twice = accounting.delay(first, Duration.ofHours(1), "S3: refused", "call");

        assertThat(twice.orElseThrow().task()).isEqualTo(once.orElseThrow().task());
        assertThat(read().tasksOpen()).isEqualTo(1);
    }

    @Test
    void aJobThatDidNothingYetIsToldHowLongItWaits() throws Exception {
        Delayed once = accounting.delay(first, Duration.ZERO, "S3: refused").orElseThrow();
        Delayed twice = await().until(
                () -> accounting.delay(once.task(), Duration.ofMillis(1), "S3: refused").orElse(once),
                delayed -> delayed != once);
        TaskMessage due = await().until(() -> accounting.due(first.jobId()), list -> !list.isEmpty()).getFirst();
        Delayed later = accounting.delay(due, Duration.ofHours(1), "S3: still refused").orElseThrow();

        assertThat(once.untouched()).isTrue();
        assertThat(twice.untouched()).isTrue();
        assertThat(later.waiting()).isPositive().isGreaterThanOrEqualTo(twice.waiting());
        TaskMessage second = accounting.commit(Given.end(later.task(), Given.task("a"))).toPublish().getFirst();
        Delayed afterwards = accounting.delay(second, Duration.ofHours(1), "S3: refused").orElseThrow();
        assertThat(afterwards.untouched()).as("something was done").isFalse();
        assertThat(read().waitingFor().orElseThrow().since()).isAfterOrEqualTo(read().createdAt());
    }

    @Test
    void aTaskOfAStoppedJobIsNotDelayed() throws Exception {
        state.jobs().change(first.jobId(), JobState.STOPPING, Optional.empty());

        assertThat(accounting.delay(first, Duration.ZERO, "S3: refused")).isEmpty();
        assertThat(redis.command("EXISTS " + new Keys("ii:").delayed(first.jobId()))).isEqualTo(":0");
    }

    private Job read() throws InterruptedException {
        return state.jobs().byId(first.jobId()).orElseThrow();
    }
}

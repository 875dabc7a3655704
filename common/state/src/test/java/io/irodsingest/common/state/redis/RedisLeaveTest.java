package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What interrupted tasks of a stopped job had done. */
class RedisLeaveTest extends JobOnRedis {
    @Test
    void eachTaskOfAStoppedJobIsCountedOnce() throws Exception {
        TaskMessage other = new TaskMessage(first.jobId(), first.number() + 1, first.nonce(), first.task());
        state.jobs().change(first.jobId(), JobState.STOPPING, Optional.empty());

        assertThat(state.accounting().leave(done(first, 7))).isTrue();
        assertThat(state.accounting().leave(done(first, 7))).as("sent again").isTrue();
        assertThat(state.accounting().leave(done(other, 2))).isTrue();
        state.jobs().change(first.jobId(), JobState.STOPPED, Optional.empty());
        assertThat(state.accounting().leave(done(other, 2))).as("late").isTrue();

        assertThat(uploaded()).isEqualTo(9);
    }

    @Test
    void ofAJobThatGoesOnNothingIsCounted() throws Exception {
        assertThat(state.accounting().leave(done(first, 7))).isFalse();

        assertThat(uploaded()).isZero();
        assertThat(state.accounting().commit(Given.end(first)).first()).isTrue();
        assertThat(state.accounting().leave(done(first, 7))).isFalse();
        assertThat(redis.command("EXISTS " + new Keys("ii:").left(first.jobId()))).isEqualTo(":0");
    }

    private long uploaded() throws InterruptedException {
        return state.jobs().byId(first.jobId()).orElseThrow().counts().of(IngestCount.UPLOADED);
    }

    private static Commit done(TaskMessage task, long uploaded) {
        return Given.commit(task, Counts.of(IngestCount.UPLOADED, uploaded), List.of(), Optional.empty());
    }
}

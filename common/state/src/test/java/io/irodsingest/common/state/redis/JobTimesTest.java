package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobEvent.PassEnd;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Jobs that expire, take too long, and are remembered for a time of their own. */
class JobTimesTest {
    private static final Keys KEYS = new Keys("ii:");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);
    private static final JobTiming STARTS_SOON = JobTiming.NONE.startingWithin(SHORT);
    private static final JobTiming ENDS_SOON = JobTiming.NONE.endingWithin(SHORT);

    private static TestRedis redis;
    private static RedisState state;

    private String name;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        redis.command("FLUSHALL");
        state = redis.open();
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @BeforeEach
    void nameJobs(TestInfo test) {
        name = test.getDisplayName();
    }

    @Test
    void aJobThatNobodyBeginsExpiresOnceItsTimeIsOver() throws Exception {
        TaskMessage early = make(JobTiming.NONE.startingWithin(LONG));
        assertThat(state.jobs().expire(read(early))).contains(JobState.QUEUED);
        state.jobs().change(early.jobId(), JobState.STOPPING, Optional.empty());
        state.jobs().change(early.jobId(), JobState.STOPPED, Optional.empty());
        TaskMessage first = make(STARTS_SOON);

        await().until(() -> state.jobs().expire(read(first)).orElseThrow() == JobState.EXPIRED);

        Job expired = read(first);
        assertThat(expired.error()).contains("no worker began it within 0.05 s of its start, as start_within asks;"
                + " it was QUEUED");
        assertThat(expired.endedAt()).isPresent();
        assertThat(redis.command("EXISTS " + KEYS.tasks(first.jobId()) + ' ' + KEYS.unsent(first.jobId())))
                .isEqualTo(":0");
        assertThat(state.accounting().take(first, false, "late", Optional.empty())).isEmpty();
        assertThat(state.accounting().commit(Given.end(first)).first()).isFalse();
        assertThat(state.jobs().expire(read(first))).as("again").contains(JobState.EXPIRED);
        assertThat(state.jobs().history(first.jobId(), 0, 9)).extracting(JobEvent::state)
                .containsExactly(JobState.EXPIRED, JobState.QUEUED);
        assertThat(state.jobs().resume(first.jobId(), Set.of())).contains(JobState.EXPIRED);
        make(JobTiming.NONE);
    }

    @Test
    void aJobThatWasPausedBeforeItsBeginExpiresToo() throws Exception {
        TaskMessage first = make(STARTS_SOON);
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        await().until(() -> state.jobs().expire(read(first)).orElseThrow() == JobState.EXPIRED);

        assertThat(read(first).error().orElseThrow()).endsWith("it was PAUSED");
    }

    @Test
    void aJobWhoseFirstTaskAWorkerHasBegunDoesNotExpire() throws Exception {
        TaskMessage first = make(STARTS_SOON);
        assertThat(read(first).passes().begun()).isEmpty();
        state.accounting().take(first, false, "worker", Optional.empty());
        state.accounting().delay(first, LONG, "S3: away");

        assertThat(expiredAfterItsTime(first)).contains(JobState.QUEUED);
        assertThat(read(first).passes().begun()).isPresent();
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());
        assertThat(expiredAfterItsTime(first)).contains(JobState.PAUSED);
    }

    /** It knows nothing of the field in which the begin is noted. */
    @Test
    void aJobThatAWorkerOfTheVersionBeforeHasBegunDoesNotExpire() throws Exception {
        TaskMessage first = make(STARTS_SOON);
        state.accounting().take(first, false, "worker", Optional.empty());
        redis.command("HDEL " + KEYS.job(first.jobId()) + " begun");
        assertThat(expiredAfterItsTime(first)).as("its task is in a worker's hands").contains(JobState.QUEUED);
        state.accounting().commit(Given.end(first, Given.task("scan")));
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        assertThat(expiredAfterItsTime(first)).as("it has come further").contains(JobState.PAUSED);
    }

    @Test
    void aJobThatTakesLongerThanItsDeadlineIsStoppedAndKeepsWhatWasDone() throws Exception {
        TaskMessage early = make(JobTiming.NONE.endingWithin(LONG));
        assertThat(state.jobs().stopOverdue(read(early))).contains(JobState.QUEUED);
        state.jobs().change(early.jobId(), JobState.STOPPING, Optional.empty());
        state.jobs().change(early.jobId(), JobState.STOPPED, Optional.empty());
        TaskMessage first = make(ENDS_SOON);
        TaskMessage scan = state.accounting().commit(Given.end(first, Given.task("scan"))).toPublish().getFirst();

        await().until(() -> state.jobs().stopOverdue(read(first)).orElseThrow() == JobState.STOPPING);

        assertThat(state.jobs().stopOverdue(read(first))).as("again").contains(JobState.STOPPING);
        assertThat(state.accounting().leave(Given.commit(scan, Counts.of(IngestCount.REGISTERED, 7),
                List.of(), Optional.empty()))).isTrue();
        assertThat(state.jobs().change(first.jobId(), JobState.STOPPED, Optional.empty()))
                .contains(JobState.STOPPED);
        assertThat(read(first).error()).contains("stopped, for it took longer than its deadline of 0.05 s");
        assertThat(read(first).counts().of(IngestCount.REGISTERED)).isEqualTo(7);
    }

    @Test
    void aPausedJobIsLeftToItsUserWhateverItsDeadline() throws Exception {
        TaskMessage first = make(ENDS_SOON);
        state.accounting().commit(Given.end(first, Given.task("scan")));
        state.jobs().change(first.jobId(), JobState.PAUSED, Optional.empty());

        await().pollDelay(SHORT).until(() -> state.jobs().stopOverdue(read(first)).orElseThrow() == JobState.PAUSED);
        state.jobs().resume(first.jobId(), Set.of());

        assertThat(state.jobs().stopOverdue(read(first))).contains(JobState.STOPPING);
    }

    @Test
    void ofAPeriodicJobOnlyThePassIsStoppedThatTakesTooLong() throws Exception {
        TaskMessage first = make(JobOptions.every(LONG).timed(ENDS_SOON));
        state.accounting().commit(Given.commit(first, Counts.of(IngestCount.FILES, 3), List.of(),
                Optional.empty(), Given.task("scan")));
        await().until(() -> state.jobs().stopOverdue(read(first)).orElseThrow() == JobState.STOPPING);

        assertThat(state.jobs().change(first.jobId(), JobState.STOPPED, Optional.empty()))
                .contains(JobState.WAITING);

        Job job = read(first);
        assertThat(job.passes().ended()).isEqualTo(1);
        assertThat(job.passes().next()).isPresent();
        assertThat(job.error().orElseThrow()).startsWith("stopped, for it took longer");
        PassEnd end = state.jobs().history(first.jobId(), 0, 1).getFirst().passEnd().orElseThrow();
        assertThat(end.outcome()).isEqualTo(JobState.STOPPED);
        assertThat(end.counts().of(IngestCount.FILES)).isEqualTo(3);
        assertThat(end.error()).isEqualTo(job.error());
        redis.command("HSET " + KEYS.job(first.jobId()) + " next 1000");
        assertThat(state.jobs().beginPass(first.jobId())).as("the next one").isPresent();
        assertThat(read(first).error()).isEmpty();
    }

    @Test
    void aUserWhoStopsAJobWhosePassIsBeingStoppedStopsTheJob() throws Exception {
        TaskMessage first = make(JobOptions.every(LONG).timed(ENDS_SOON));
        await().until(() -> state.jobs().stopOverdue(read(first)).orElseThrow() == JobState.STOPPING);

        assertThat(state.jobs().change(first.jobId(), JobState.STOPPING, Optional.empty()))
                .contains(JobState.STOPPING);
        assertThat(state.jobs().change(first.jobId(), JobState.STOPPED, Optional.empty()))
                .contains(JobState.STOPPED);

        assertThat(read(first).error()).isEmpty();
    }

    @Test
    void whatIsKnownOfAJobIsKeptForItsOwnTime() throws Exception {
        TaskMessage first = make(JobTiming.NONE.keptFor(Duration.ofDays(30)));
        state.jobs().change(first.jobId(), JobState.FAILED, Optional.of("why"));

        for (String key : new String[]{KEYS.job(first.jobId()), KEYS.history(first.jobId())}) {
            long left = Long.parseLong(redis.command("PTTL " + key).substring(1));
            assertThat(Duration.ofMillis(left)).isBetween(Duration.ofDays(29), Duration.ofDays(30));
        }
    }

    @Test
    void theIndexForgetsEachJobInItsOwnTurn() throws Exception {
        redis.command("FLUSHALL");
        IndexKeys index = new IndexKeys(redis);
        long ended = redisTime() - Duration.ofMinutes(2).toMillis();
        for (JobTiming timing : List.of(JobTiming.NONE.keptFor(Duration.ofMinutes(1)), JobTiming.NONE,
                JobTiming.NONE.keptFor(Duration.ofDays(70)))) {
            TaskMessage task = make(spec(String.valueOf(timing.keepFor()), JobOptions.NONE.timed(timing)));
            state.jobs().change(task.jobId(), JobState.FAILED, Optional.of("why"));
            index.age(task.jobId());
            redis.command("HSET " + KEYS.job(task.jobId()) + " ended " + ended);
        }
        state.jobs().current(CurrentJobs.UNSEEN);
        assertThat(index.count("ended")).isEqualTo(3);
        state.jobs().page(JobQuery.newest(9)).jobs().forEach(job -> redis.command("DEL " + KEYS.job(job.id())));

        state.jobs().keepIndex();

        assertThat(index.count("ended")).as("the records of the others are not looked for yet").isEqualTo(2);
        assertThat(state.jobs().byName("Optional[PT1M]")).isEmpty();
    }

    private Optional<JobState> expiredAfterItsTime(TaskMessage task) throws InterruptedException {
        await().until(() -> redisTime() > read(task).createdAt().plus(SHORT).toEpochMilli());
        return state.jobs().expire(read(task));
    }

    private static long redisTime() throws InterruptedException {
        return state.jobs().current(CurrentJobs.UNSEEN).now().toEpochMilli();
    }

    private TaskMessage make(JobTiming timing) throws InterruptedException {
        return make(JobOptions.NONE.timed(timing));
    }

    private TaskMessage make(JobOptions options) throws InterruptedException {
        return make(spec(name, options));
    }

    private static JobSpec spec(String name, JobOptions options) {
        return new JobSpec(name, Given.work(), options);
    }

    private static TaskMessage make(JobSpec spec) throws InterruptedException {
        return ((Creation.Created) state.jobs().create(Given.wish(spec))).first();
    }

    private static Job read(TaskMessage task) throws InterruptedException {
        return state.jobs().byId(task.jobId()).orElseThrow();
    }
}

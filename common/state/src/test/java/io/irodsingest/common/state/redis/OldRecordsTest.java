package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.JobStore.Retry;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs that a version has made and left in the middle that knew no other work than ingests, and gave some fields other names. */
class OldRecordsTest {
    private static final Keys KEYS = new Keys("ii:");
    private static final String STEPS = Records.encode(List.of(Map.of("name", "remove", "task",
            TaskCodec.encodeTask(IngestTask.RemoveCollections.NOTED), "ifNoted", "gone")));

    private static TestRedis redis;
    private static RedisState state;
    private static RedisAccounting accounting;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        redis.command("FLUSHALL");
        state = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()));
        accounting = (RedisAccounting) state.accounting();
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @Test
    void collectionsThatItHasNotedAreRemovedTogetherWithThoseThatAreNotedNow() throws Exception {
        TaskMessage first = old(Given.deletingSpec("removals"));
        String job = KEYS.job(first.jobId());
        redis.command("ZADD " + job + ":gone 3 /z/t/a");

        Committed done = accounting.commit(Given.with(first, Given.gone(List.of("/z/t/a/b"))));

        assertThat(done.toPublish()).extracting(Given::understood)
                .containsExactly(IngestTask.RemoveCollections.NOTED);
        List<String> noted = accounting.noted(first.jobId(), IngestCourse.REMOVALS, 9);
        assertThat(noted).containsExactly("/z/t/a/b", "/z/t/a");
        done = accounting.commit(Given.with(done.toPublish().getFirst(), Given.dealtWith(noted)));
        assertThat(done.state()).contains(JobState.COMPLETED);
        assertThat(redis.command("EXISTS " + job + ":gone " + job + ":note:removals")).isEqualTo(":0");
    }

    @Test
    void aRetryThatItHasBegunGoesOn() throws Exception {
        TaskMessage first = create("retried");
        accounting.commit(Given.commit(first, Counts.of(Count.FAILED, 2), List.of(failure("x"), failure("y")),
                Optional.empty()));
        Job ended = state.jobs().byId(first.jobId()).orElseThrow();
        TaskMessage retry = ((Retry.Begun) state.jobs().retry(ended)).first();
        String job = KEYS.job(first.jobId());
        redis.command("HDEL " + job + " retryable lanes");
        redis.command("HSET " + job + " again 2");

        List<EntryFailure> left = accounting.failuresToRetry(first.jobId(), 9);
        accounting.commit(Given.with(retry, new CommitExtras(List.of(), List.of(left.getFirst().path()), List.of()),
                Given.task("x")));

        assertThat(left).containsExactly(failure("x"), failure("y"));
        assertThat(accounting.failuresToRetry(first.jobId(), 9)).containsExactly(failure("y"));
        assertThat(redis.command("HEXISTS " + job + " again")).isEqualTo(":0");
    }

    @Test
    void tasksOfTheNextPassAreCountedFromItsBegin() throws Exception {
        TaskMessage first = old(Given.periodicSpec("periodic", Duration.ofHours(1)));
        String job = KEYS.job(first.jobId());
        redis.command("HSET " + job + " registered 11 base 10");

        assertThat(read(first).tasksRegistered()).isEqualTo(1);
        accounting.commit(Given.end(first));
        redis.command("HSET " + job + " next 1");
        state.jobs().beginPass(first.jobId()).orElseThrow();

        assertThat(read(first).tasksRegistered()).isEqualTo(1);
        assertThat(redis.command("HEXISTS " + job + " base")).isEqualTo(":0");
    }

    @Test
    void whatItHasPublishedOfEachLaneIsKnown() throws Exception {
        TaskMessage first = old(Given.deletingSpec("published"));
        String id = first.jobId();
        for (int lane = 0; lane < IngestLane.ALL.size(); lane++) {
            redis.command("HSET " + KEYS.tasks(id) + ' ' + (2 + lane) + " n::{}");
            redis.command("ZADD " + KEYS.handed(id, IngestLane.ALL.get(lane)) + " 1 " + (2 + lane));
        }

        accounting.inHand(id, Set.of(2L, 3L, 4L, 5L));

        IngestLane.ALL.forEach(lane -> assertThat(redis.command("ZCOUNT " + KEYS.handed(id, lane) + " 2 +inf"))
                .as(lane.name()).isEqualTo(":1"));
        state.jobs().change(id, JobState.STOPPING, Optional.empty());
        IngestLane.ALL.forEach(lane -> assertThat(redis.command("EXISTS " + KEYS.handed(id, lane))).isEqualTo(":0"));
    }

    private static TaskMessage old(JobSpec spec) throws InterruptedException {
        TaskMessage first = ((Creation.Created) state.jobs().create(Given.wish(spec))).first();
        String job = KEYS.job(first.jobId());
        redis.command("HDEL " + job + " lanes registeredBefore");
        redis.command("HSET " + job + " base 0 steps \"" + STEPS.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        return first;
    }

    private static TaskMessage create(String name) throws InterruptedException {
        return ((Creation.Created) state.jobs().create(Given.wish(Given.spec(name)))).first();
    }

    private static Job read(TaskMessage task) throws InterruptedException {
        return state.jobs().byId(task.jobId()).orElseThrow();
    }

    private static EntryFailure failure(String name) {
        return new EntryFailure(new RawPath("/data/source/" + name), "no permission",
                Instant.parse("2026-11-22T12:00:00.123Z"));
    }
}

package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.BatchStore.Appended;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches in a Redis that stands still, or comes back without its last second. */
@Tag("not-for-mutants")
class BatchOutageTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final Segment ROWS = new Segment("token", 1, 1, 1, 1, 3);

    @TempDir
    Path directory;
    private final Outages outages = new Outages(Clock.systemUTC());
    private TestRedis redis;
    private RedisState state;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.in(directory);
        state = RedisState.open(redis.settings(), outages);
    }

    @AfterEach
    void stop() {
        state.close();
        redis.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Job filled(String name) throws InterruptedException {
        Job job = BatchesOnRedis.held(state, Given.spec(name));
        state.batches().stage(job.id(), ROWS.token(), 0, bytes("one"));
        return job;
    }

    private TaskMessage released(Job job) throws InterruptedException {
        return state.chains().met(job.id(), Set.of(Predecessor.RELEASE.id())).orElseThrow();
    }

    private static Commit result(TaskMessage task, String result) {
        return new Commit(task, Counts.of(IngestCount.FILES, 1), List.of(), List.of(), CacheUpdate.NONE,
                Optional.empty(), new CommitExtras(List.of(),
                        List.of(new PageChange(BatchStore.RESULTS, Map.of("0.0", bytes(result)))), List.of(),
                        List.of(), Optional.empty()));
    }

    @Test
    void whatRanAlthoughItsAnswerCameTooLateIsDoneOnce() throws Exception {
        Job job = filled("batch");
        TaskMessage other = Given.job(state, "other").first();
        Runnable thaw = redis.freeze();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> calls = new ArrayList<>();
            calls.add(threads.submit((Callable<Long>) () -> state.batches().reserve(job.id(), 10, 100)));
            calls.add(threads.submit((Callable<Appended>) () -> state.batches().append(job.id(), ROWS, false)));
            calls.add(threads.submit((Callable<Committed>) () -> state.accounting().commit(result(other, "result"))));
            await().atMost(LONG_ENOUGH).until(() -> !outages.current().isEmpty());
            thaw.run();
            assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(LONG_ENOUGH));
        }

        assertThat(state.batches().reserve("nobody", 0, 100)).isEqualTo(10);
        assertThat(state.batches().content(job.id()).segments()).containsExactly(ROWS);
        assertThat(state.batches().content(other.jobId()).resultBytes()).isEqualTo("result".length());
    }

    /** A result that is lost is lost with its count, so its task is there again. */
    @Test
    void noRowIsStuckWhenRedisHasLostItsLastSecond() throws Exception {
        Job job = filled("batch");
        state.batches().append(job.id(), ROWS, false);
        TaskMessage first = released(job);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        redis.restart();
        redis.copyTo(copy);
        assertThat(state.accounting().commit(result(first, "lost")).first()).isTrue();

        redis.fallBackTo(copy);

        assertThat(state.batches().page(job.id(), BatchStore.RESULTS, List.of("0.0"))).isEmpty();
        assertThat(state.accounting().unpublishedFor(job.id(), Duration.ZERO)).extracting(TaskMessage::nonce)
                .containsExactly(first.nonce());
        assertThat(state.accounting().commit(result(first, "again")).first()).isTrue();
        Job ended = state.jobs().byId(job.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
        assertThat(ended.counts().of(IngestCount.FILES)).isOne();
        assertThat(state.batches().content(job.id()).resultBytes()).isEqualTo("again".length());
        assertThat(state.batches().rows(job.id(), ROWS, 0)).isPresent();
    }

    /** Rows are either part of their batch or still staged, so whoever submits them once more has them in once. */
    @Test
    void rowsWhoseAppendingIsLostCanBeAppendedAgain() throws Exception {
        Job job = filled("batch");
        Path copy = Files.createDirectory(directory.resolve("copy"));
        redis.restart();
        redis.copyTo(copy);
        state.batches().append(job.id(), ROWS, true);

        redis.fallBackTo(copy);

        assertThat(state.batches().content(job.id()).segments()).isEmpty();
        assertThat(state.batches().append(job.id(), ROWS, true)).isInstanceOf(Appended.Done.class);
        assertThat(state.batches().content(job.id()).rows()).isOne();
    }
}

package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.SyncCache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Tag("not-for-mutants")
class RedisOutageTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @TempDir
    Path directory;
    private final Outages outages = new Outages(Clock.systemUTC());
    private TestRedis redis;

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void callsWaitForRedisAndGoOnWithOneLineInTheLog() throws Exception {
        redis = TestRedis.in(directory);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.irodsingest");
        logger.addAppender(log);
        try (RedisState state = RedisState.open(redis.settings(), outages);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Creation.Created job = Given.job(state, "job");
            redis.kill();
            List<Future<Object>> calls = List.of(
                    threads.submit((Callable<Object>) () -> state.accounting().commit(Given.end(job.first()))),
                    threads.submit(() -> state.jobs().create(Given.wish(Given.spec("another")))),
                    threads.submit(() -> state.jobs().byName("job")),
                    threads.submit(() -> state.jobs().page(JobQuery.newest(100)).jobs()),
                    threads.submit(() -> state.cache().read(List.of(new SyncCache.Bucket(
                            SyncCache.DirectoryKey.above(Given.work()), 0)))),
                    threads.submit(() -> state.workers().alive()));
            await().atMost(LONG_ENOUGH).until(() -> outages.current().stream().anyMatch(
                    outage -> outage.since().plusSeconds(6).isBefore(Instant.now())));
            assertThat(calls).noneMatch(Future::isDone);
            assertThat(outages.current()).singleElement().satisfies(outage -> {
                assertThat(outage.dependency()).isEqualTo(Dependency.REDIS);
                assertThat(outage.reason()).contains(redis.settings().address()).doesNotContain("\n");
            });

            redis.start();

            assertThat(calls).allSatisfy(call -> assertThat(call).succeedsWithin(LONG_ENOUGH));
            assertThat(state.jobs().byId(job.job().id()).map(Job::state)).contains(JobState.COMPLETED);
            assertThat(outages.current()).isEmpty();
            assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly(
                    began -> assertThat(began).startsWith("waiting for Redis: redis://127.0.0.1:"),
                    ended -> assertThat(ended).startsWith("Redis is back after "));
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void whatRanAlthoughItsAnswerCameTooLateCountsOnce() throws Exception {
        redis = TestRedis.in(directory);
        int tasks = 20;
        try (RedisState state = RedisState.open(redis.settings(), outages);
                ExecutorService threads = Executors.newFixedThreadPool(tasks)) {
            Creation.Created job = Given.job(state, "job");
            List<TaskMessage> children = state.accounting().commit(Given.end(job.first(),
                    IntStream.range(0, tasks).mapToObj(i -> Given.task("d" + i)).toArray(Task[]::new))).toPublish();

            Runnable thaw = redis.freeze();
            Instant frozen = Instant.now();
            List<Future<Committed>> calls = children.stream().map(child -> threads.submit(() -> state.accounting()
                    .commit(Given.commit(child, Counts.of(IngestCount.FILES, 1), List.of(),
                            Optional.of(Given.task("rest")),
                            Given.task("grandchild")))))
                    .toList();
            await().atMost(LONG_ENOUGH).until(() -> !outages.current().isEmpty());
            System.out.println("a frozen Redis was noticed after " + Duration.between(frozen, Instant.now()));
            thaw.run();

            for (Future<Committed> call : calls) {
                assertThat(call).succeedsWithin(LONG_ENOUGH).satisfies(committed -> {
                    assertThat(committed.first()).isTrue();
                    assertThat(committed.toPublish()).hasSize(1);
                    assertThat(committed.remainder()).isPresent();
                });
            }
            Job after = state.jobs().byId(job.job().id()).orElseThrow();
            assertThat(after.counts()).isEqualTo(Counts.of(IngestCount.FILES, tasks));
            assertThat(after.tasksRegistered()).isEqualTo(1 + 2 * tasks);
        }
    }

    @Test
    void aBeatDoesNotWait() throws Exception {
        redis = TestRedis.in(directory);
        try (RedisState state = RedisState.open(redis.settings(), outages)) {
            redis.kill();
            state.workers().beat(RedisWorkerRegistryTest.beat("w1"), drain -> {});
            state.accounting().published(new TaskMessage("j", 1, "n", Given.task("a")), List.of());
            state.workers().leave("w1");
            assertThat(outages.current()).isEmpty();

            redis.start();
            await().atMost(LONG_ENOUGH).until(() -> {
                state.workers().beat(RedisWorkerRegistryTest.beat("w2"), drain -> {});
                return state.workers().alive().stream().anyMatch(beat -> beat.id().equals("w2"));
            });
        }
    }

    @Test
    void aCallThatWaitsCanBeInterrupted() throws Exception {
        redis = TestRedis.in(directory);
        try (RedisState state = RedisState.open(redis.settings(), outages);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            redis.kill();
            Future<?> call = threads.submit(() -> state.jobs().page(JobQuery.newest(100)).jobs());
            await().atMost(LONG_ENOUGH).until(() -> !outages.current().isEmpty());
            threads.shutdownNow();
            assertThat(call).failsWithin(LONG_ENOUGH).withThrowableThat()
                    .withCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void listenersHearAgainAfterARestart() throws Exception {
        redis = TestRedis.in(directory);
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        try (RedisState state = RedisState.open(redis.settings(), outages)) {
            state.jobs().onChange((id, now) -> heard.add(id));
            redis.restart();

            await().atMost(LONG_ENOUGH).until(() -> heard.contains(
                    Given.job(state, "job" + System.nanoTime()).job().id()));
        }
    }

    @Test
    void aListenerThatCameDuringAnOutageHearsLater() throws Exception {
        redis = TestRedis.in(directory);
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        try (RedisState state = RedisState.open(redis.settings(), outages)) {
            redis.kill();
            state.jobs().onChange((id, now) -> heard.add(id));
            redis.start();

            await().atMost(LONG_ENOUGH).until(() -> heard.contains(
                    Given.job(state, "job" + System.nanoTime()).job().id()));
        }
    }

    @Test
    void openingWithoutRedisIsAnOutage() {
        redis = TestRedis.in(directory);
        redis.kill();
        long before = threads();
        assertThatThrownBy(() -> RedisState.open(redis.settings(), outages))
                .isInstanceOf(UnavailableException.class).hasMessageContaining(redis.settings().address())
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n"));
        await("no threads are left behind").atMost(LONG_ENOUGH).until(RedisOutageTest::threads,
                left -> left <= before);
    }

    @Test
    void aWrongPasswordIsSaidInOneLineAndIsNoOutage() throws Exception {
        redis = TestRedis.in(directory);
        RedisState.open(redis.settings(), outages).close();
        for (Optional<String> wrong : List.of(Optional.of("battery-staple"), Optional.<String>empty())) {
            RedisSettings settings = RedisSettings.of(redis.settings().address(), wrong);
            assertThatThrownBy(() -> RedisState.open(settings, outages)).isInstanceOf(RedisRefusedException.class)
                    .hasMessageContaining("Redis refuses us: redis://127.0.0.1:")
                    .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n"))
                    .satisfies(problem -> assertThat(problem).hasStackTraceContaining("AUTH"))
                    .satisfies(problem -> assertThat(stackTrace(problem)).doesNotContain("battery"));
        }
    }

    @Test
    void aDatabaseThatRedisDoesNotHaveIsARefusal() {
        redis = TestRedis.in(directory);
        RedisSettings settings = RedisSettings.of(redis.settings().address() + "/999", redis.settings().password());
        assertThatThrownBy(() -> RedisState.open(settings, outages))
                .isInstanceOf(RedisRefusedException.class).hasMessageContaining("DB index is out of range");
    }

    /** What is remembered of entries goes with the commit that counts them: a Redis that is full takes neither. */
    @Test
    void aFullRedisTakesNoPartOfACommit() throws Exception {
        redis = TestRedis.in(directory);
        try (RedisState state = RedisState.open(redis.settings(), outages);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Creation.Created job = Given.job(state, "job");
            redis.command("CONFIG SET maxmemory 1");
            Future<Committed> commit = threads.submit(() -> state.accounting().commit(Given.end(job.first())));
            await().atMost(LONG_ENOUGH).until(() -> !outages.current().isEmpty());

            Job meanwhile = state.jobs().byId(job.job().id()).orElseThrow();
            redis.command("CONFIG SET maxmemory 0");
            assertThat(meanwhile.state()).isEqualTo(JobState.QUEUED);
            assertThat(meanwhile.tasksOpen()).isEqualTo(1);
            assertThat(commit.get().state()).contains(JobState.COMPLETED);
        }
    }

    @Test
    void aFullRedisIsAnOutageUntilThereIsRoom() throws Exception {
        redis = TestRedis.in(directory);
        try (RedisState state = RedisState.open(redis.settings(), outages);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            redis.command("CONFIG SET maxmemory 1");
            Future<Creation> call = threads.submit(() -> state.jobs().create(Given.wish(Given.spec("job"))));
            await().atMost(LONG_ENOUGH).until(() -> !outages.current().isEmpty());
            redis.command("CONFIG SET maxmemory 0");
            assertThat(call).succeedsWithin(LONG_ENOUGH).isInstanceOf(Creation.Created.class);
        }
    }

    private static String stackTrace(Throwable problem) {
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("redisson")).count();
    }
}

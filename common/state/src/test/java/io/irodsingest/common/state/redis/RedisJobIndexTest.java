package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.JobStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** Which jobs are active, waiting and ended: what happens to it in every order, twice, and when somebody dies in between. */
class RedisJobIndexTest {
    private static final Keys KEYS = new Keys("ii:");

    /** What orchestrators ask for, and how jobs end. */
    private static final List<JobState> CHANGES = List.of(JobState.PAUSED, JobState.STOPPING, JobState.STOPPED,
            JobState.FAILED, JobState.RUNNING, JobState.COMPLETED, JobState.COMPLETED_WITH_FAILURES);

    private static TestRedis redis;
    private static RedissonClient redisson;
    private static RedisState state;
    private static JobStore jobs;
    private static IndexKeys index;

    private CurrentJobs seen = CurrentJobs.UNSEEN;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        redisson = Redisson.create(RedisConfiguration.of(redis.settings()));
        state = redis.open();
        jobs = state.jobs();
        index = new IndexKeys(redis);
    }

    @AfterAll
    static void stop() {
        state.close();
        redisson.shutdown();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Test
    void whatHasEndedAMinuteAgoIsReadNoMore() throws Exception {
        Job running = Given.job(state, "running").job();
        Job ended = stopped("ended");
        Job longAgo = stopped("long ago");
        assertThat(look().active()).extracting(Job::id).as("a moment ago")
                .containsExactlyInAnyOrder(running.id(), ended.id(), longAgo.id());

        redis.command("HSET " + KEYS.job(longAgo.id()) + " ended 1000");
        look();
        assertThat(index.has("active", longAgo.id())).as("it was entered a moment ago").isTrue();
        index.age(longAgo.id());
        look();

        assertThat(look().active()).extracting(Job::id).containsExactlyInAnyOrder(running.id(), ended.id());
        assertThat(seen.atRest()).containsEntry(JobState.STOPPED, 1L).containsEntry(JobState.COMPLETED, 0L);
        assertThat(seen.now()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        index.expectSound();
    }

    @Test
    void manyJobsAtRestCostNothing() throws Exception {
        for (int i = 0; i < 60; i++) {
            Job job = i % 2 == 0 ? waiting("waiting " + i) : stopped("stopped " + i);
            index.age(job.id());
        }
        look();
        look();
        assertThat(look().waiting()).hasSize(30);
        assertThat(seen.active()).isEmpty();

        redis.command("CONFIG RESETSTAT");
        look();
        look();

        assertThat(redis.info("total_commands_processed")).isLessThan(20);
        assertThat(seen.waiting()).hasSize(30);
    }

    @Test
    void aWaitingJobIsSeenWhenItsPassBegins() throws Exception {
        Job job = waiting("periodic");
        index.age(job.id());
        look();
        assertThat(look().waiting()).extracting(Job::id).containsExactly(job.id());
        redis.command("HSET " + KEYS.job(job.id()) + " next 1000");

        assertThat(jobs.beginPass(job.id())).isPresent();

        assertThat(look().active()).singleElement()
                .satisfies(now -> assertThat(now.state()).isEqualTo(JobState.QUEUED));
        assertThat(seen.waiting()).isEmpty();
        assertThat(jobs.beginPass(job.id())).as("twice").isEmpty();
        index.expectSound();
    }

    /** Somebody who wanted to begin a pass, or to change a state, died before it did. */
    @Test
    void aJobThatWasEnteredForNothingComesToRestAgain() throws Exception {
        Job job = waiting("periodic");
        index.age(job.id());
        look();
        assertThat(jobs.beginPass(job.id())).as("not due").isEmpty();
        assertThat(index.has("active", job.id())).isTrue();

        look();
        assertThat(index.has("active", job.id())).as("somebody may be about to begin it").isTrue();
        index.age(job.id());
        look();

        assertThat(index.has("waiting", job.id())).isTrue();
        assertThat(look().waiting()).extracting(Job::id).containsExactly(job.id());
        index.expectSound();
    }

    @Test
    void whatWasReadBeforeAnEntryPutsNothingToRest() throws Exception {
        Job job = stopped("job");
        index.age(job.id());
        JobIndex other = index();
        JobIndex.Look before = other.look("");
        other.enter(List.of(job.id()));

        other.settle(List.of(settled(job, before.active().get(job.id()))));
        other.forget(Map.of(job.id(), before.active().get(job.id())));

        assertThat(index.has("active", job.id())).isTrue();
        index.expectSound();
    }

    @Test
    void comingToRestTwiceCountsOnce() throws Exception {
        Job job = stopped("job");
        index.age(job.id());
        JobIndex other = index();
        JobIndex.Settled settled = settled(job, other.look("").active().get(job.id()));

        other.settle(List.of(settled, settled));
        other.settle(List.of(settled));

        assertThat(look().ended().counts().of(IngestCount.REGISTERED)).isEqualTo(7);
        assertThat(seen.ended().tasksRegistered()).isEqualTo(2);
        assertThat(seen.atRest()).containsEntry(JobState.STOPPED, 1L);
        index.expectSound();
        other.forget(Map.of(job.id(), 2000L));
        other.forget(Map.of(job.id(), 2000L));
        assertThat(look().ended().counts().of(IngestCount.REGISTERED)).isZero();
        assertThat(redis.command("ZCARD " + KEYS.list())).isEqualTo(":0");
        index.expectSound();
    }

    @Test
    void aJobThatIsRetriedIsActiveAgain() throws Exception {
        Job job = withFailures("retried");
        index.age(job.id());
        look();
        assertThat(look().active()).isEmpty();
        assertThat(seen.ended().counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(index.isInState(JobState.COMPLETED_WITH_FAILURES, job)).isTrue();

        assertThat(jobs.retry(job)).isInstanceOf(JobStore.Retry.Begun.class);

        assertThat(look().active()).extracting(Job::id).containsExactly(job.id());
        assertThat(seen.ended().counts().of(Count.FAILED)).as("it counts itself now").isZero();
        index.expectSound();
    }

    /** Its name was claimed, so that it stands among the active ones, and then nothing came. */
    @Test
    void aRetryThatDiedHalfwayLeavesTheJobAsItWas() throws Exception {
        Job job = withFailures("retried");
        index.age(job.id());
        look();
        new JobCreation(redis(), KEYS, new JobIndex(redis(), KEYS)).claim("retried", job.id(),
                String.valueOf(job.createdAt().toEpochMilli()));
        assertThat(index.has("active", job.id())).isTrue();
        index.age(job.id());

        look();

        assertThat(index.isInState(JobState.COMPLETED_WITH_FAILURES, job)).isTrue();
        assertThat(look().ended().counts().of(Count.FAILED)).isEqualTo(1);
        index.expectSound();
    }

    /** As when a process stands still for a minute between the entry and the change, and dies after it. */
    @Test
    void whatIsActiveThoughTheIndexSaysItRestsIsFound() throws Exception {
        Job begun = waiting("begun");
        Job retried = withFailures("retried");
        for (int i = 0; i < 25; i++) {
            index.age(waiting("other " + i).id());
        }
        index.age(begun.id());
        index.age(retried.id());
        look();
        index.state(begun.id(), JobState.RUNNING);
        index.state(retried.id(), JobState.QUEUED);

        for (int step = 0; step < 4; step++) {
            jobs.keepIndex();
        }

        assertThat(look().active()).extracting(Job::id).containsExactlyInAnyOrder(begun.id(), retried.id());
        index.expectSound();
    }

    @Test
    void aCreatorThatDiedLeavesNothing() throws Exception {
        new JobCreation(redis(), KEYS, new JobIndex(redis(), KEYS)).claim("name", "deadbeef", "1");
        assertThat(jobs.page(JobQuery.newest(10)).entries()).isEmpty();

        look();

        assertThat(redis.command("HEXISTS " + KEYS.names() + " name")).isEqualTo(":0");
        assertThat(redis.command("ZCARD " + KEYS.list())).isEqualTo(":0");
        index.expectSound();
        assertThat(jobs.create(Given.wish(Given.spec("name")))).isInstanceOf(Creation.Created.class);
    }

    /** The same wish is fulfilled again after its job was forgotten: it has the same id. */
    @Test
    void whatIsForgottenLateTakesNothingFromANewJobOfTheSameId() throws Exception {
        String id = JobStore.idOf("wish");
        jobs.create(Given.wish(Given.spec("name")).as(id));
        jobs.change(id, JobState.FAILED, Optional.of("why"));
        index.age(id);
        look();
        redis.command("DEL " + KEYS.job(id));
        jobs.create(Given.wish(Given.spec("name")).as(id));

        index().forget(Map.of(id, 1000L));

        assertThat(look().active()).extracting(Job::id).containsExactly(id);
        assertThat(jobs.byName("name")).isPresent();
        index.expectSound();
    }

    @Test
    void endedJobsAreForgottenAfterTheirTime() throws Exception {
        try (RedisState brief = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()),
                new Retention(Duration.ofMillis(300), 10))) {
            Job running = Given.job(brief, "running").job();
            List<Job> ended = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                Job job = Given.job(brief, "ended " + i).job();
                brief.jobs().change(job.id(), JobState.FAILED, Optional.of("why"));
                index.age(job.id());
                ended.add(job);
            }
            look();

            await().until(() -> {
                brief.jobs().keepIndex();
                return index.count("ended") == 0;
            });

            assertThat(jobs.page(JobQuery.newest(200)).jobs()).extracting(Job::id).containsExactly(running.id());
            assertThat(jobs.byName("ended 1")).isEmpty();
            assertThat(redis.command("HLEN " + KEYS.names())).isEqualTo(":1");
            assertThat(look().atRest()).containsEntry(JobState.FAILED, 0L);
            assertThat(jobs.create(Given.wish(Given.spec("ended 1")))).isInstanceOf(Creation.Created.class);
            index.expectSound();
        }
    }

    /** Those whose records are still there for some reason must not hide those behind them. */
    @Test
    void recordsThatStayLongerHideNoOthers() throws Exception {
        try (RedisState brief = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()),
                new Retention(Duration.ofMillis(1), 10))) {
            for (int i = 0; i < 130; i++) {
                Job job = stopped("stays " + i);
                index.age(job.id());
                redis.command("HSET " + KEYS.job(job.id()) + " ended 900");
            }
            Job gone = stopped("gone");
            index.age(gone.id());
            look();
            redis.command("DEL " + KEYS.job(gone.id()));

            for (int step = 0; step < 3; step++) {
                brief.jobs().keepIndex();
            }

            assertThat(index.count("ended")).isEqualTo(130);
            assertThat(index.has("ended", gone.id())).isFalse();
        }
    }

    /** As the version before left it: with a list, and without an index. */
    @Test
    void aStoreWithoutIndexIsTakenOverByTwoAtATime() throws Exception {
        Job running = Given.job(state, "running").job();
        Job waiting = waiting("waiting");
        Job failed = withFailures("failed");
        for (int i = 0; i < 2_300; i++) {
            redis.command("ZADD " + KEYS.list() + ' ' + i + " \"gone" + i + " name " + i + '"');
        }
        for (Job job : List.of(waiting, failed)) {
            index.age(job.id());
        }
        index.drop();
        assertThat(jobs.page(JobQuery.newest(2)).jobs()).as("the list is there").isNotEmpty();

        try (RedisState second = redis.open(); ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (RedisState one : List.of(state, second)) {
                both.add(threads.submit(() -> {
                    CurrentJobs current = CurrentJobs.UNSEEN;
                    for (int round = 0; round < 20; round++) {
                        one.jobs().keepIndex();
                        current = one.jobs().current(current);
                    }
                    return current;
                }));
            }
            for (Future<?> one : both) {
                one.get();
            }
        }

        look();
        assertThat(look().active()).extracting(Job::id).containsExactly(running.id());
        assertThat(seen.waiting()).extracting(Job::id).containsExactly(waiting.id());
        assertThat(seen.ended().counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(redis.command("ZCARD " + KEYS.list())).as("what is gone is forgotten").isEqualTo(":3");
        index.expectSound();
    }

    /** An orchestrator of the version before makes jobs without entering them, while ours run. */
    @Test
    void aJobThatTheIndexDoesNotHaveIsTakenIn() throws Exception {
        Given.job(state, "known");
        look();
        Job job = Given.job(state, "of before").job();
        redis.command("ZREM " + KEYS.active() + ' ' + job.id());
        redis.command("HDEL ii:{jobs}:ids " + job.id());
        assertThat(look().active()).hasSize(1);

        jobs.keepIndex();

        assertThat(look().active()).hasSize(2);
        index.expectSound();
    }

    @Test
    void aJobWhoseEndWasNotSeenIsReadOnceMore() throws Exception {
        Job job = Given.job(state, "job").job();
        look();
        jobs.change(job.id(), JobState.FAILED, Optional.of("why"));
        index.age(job.id());
        jobs.current(CurrentJobs.UNSEEN);
        assertThat(index.has("ended", job.id())).as("another process has put it to rest").isTrue();

        assertThat(look().active()).singleElement()
                .satisfies(ended -> assertThat(ended.state()).isEqualTo(JobState.FAILED));
        assertThat(look().active()).isEmpty();
    }

    @Test
    void recordsThatCannotBeReadAreToldAndHarmNoOther() throws Exception {
        Job good = Given.job(state, "good").job();
        Job newer = Given.job(state, "newer").job();
        Job odd = Given.job(state, "odd").job();
        Job ended = stopped("ended");
        index.state(newer.id(), JobState.QUEUED);
        redis.command("HSET " + KEYS.job(newer.id()) + " state SLEEPING");
        redis.command("HSET " + KEYS.job(odd.id()) + " spec '{\"operation\":\"TELEPORT\"}'");
        redis.command("HSET " + KEYS.job(ended.id()) + " spec {");
        List.of(newer, odd, ended).forEach(job -> index.age(job.id()));

        look();
        assertThat(look().active()).extracting(Job::id).containsExactly(good.id());
        assertThat(seen.unreadable()).hasSize(2).allSatisfy(line -> assertThat(line).hasLineCount(1))
                .anyMatch(line -> line.contains(newer.id()) && line.contains("SLEEPING"))
                .anyMatch(line -> line.contains(odd.id()) && line.contains("TELEPORT"));
        assertThat(seen.atRest()).as("it has ended, whatever else").containsEntry(JobState.STOPPED, 1L);
        JobPage page = jobs.page(JobQuery.newest(10));
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.jobs()).extracting(Job::id).containsExactly(good.id());
        assertThat(page.entries()).filteredOn(JobPage.Entry.Unreadable.class::isInstance).hasSize(3)
                .anySatisfy(entry -> assertThat(entry.toString()).contains(ended.id(), "name=ended", "reason="));
        assertThat(jobs.page(query(Set.of(JobState.QUEUED, JobState.STOPPED), Optional.empty(), 10)).jobs())
                .extracting(Job::id).containsExactly(good.id());
        assertThatThrownBy(() -> jobs.byId(newer.id())).isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(newer.id());
        assertThat(jobs.states(List.of(good.id(), newer.id()))).containsEntry(good.id(), JobState.QUEUED)
                .containsEntry(newer.id(), JobState.PAUSED);
        assertThat(jobs.change(newer.id(), JobState.STOPPED, Optional.empty())).contains(JobState.PAUSED);

        index.state(newer.id(), JobState.QUEUED);
        redis.command("DEL " + KEYS.job(odd.id()));
        look();
        assertThat(look().active()).extracting(Job::id).containsExactlyInAnyOrder(good.id(), newer.id());
        assertThat(seen.unreadable()).isEmpty();
    }

    @Test
    void whateverHappensInWhateverOrderTheIndexIsSound() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Random own = new Random(random.nextLong());
                all.add(threads.submit(() -> {
                    CurrentJobs current = CurrentJobs.UNSEEN;
                    for (int step = 0; step < 150; step++) {
                        current = act(own, current);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        JobPage page = jobs.page(JobQuery.newest(1000));
        page.jobs().forEach(job -> index.age(job.id()));
        look();
        look();

        index.expectSound();
        for (Job job : page.jobs()) {
            boolean atRest = JobIndex.AT_REST.contains(job.state());
            assertThat(index.has("active", job.id())).as("%s is %s", job.spec().name(), job.state())
                    .isEqualTo(!atRest);
            assertThat(!atRest || index.isInState(job.state(), job)).isTrue();
        }
    }

    private static CurrentJobs act(Random random, CurrentJobs current) throws InterruptedException {
        String name = "job " + random.nextInt(10);
        Optional<Job> job = jobs.byName(name);
        if (job.isEmpty()) {
            jobs.create(Given.wish(random.nextBoolean()
                    ? Given.spec(name)
                    : Given.periodicSpec(name, Duration.ofSeconds(1))));
            return current;
        }
        String id = job.get().id();
        switch (random.nextInt(9)) {
            case 0 -> jobs.create(Given.wish(Given.spec(name)));
            case 1 -> jobs.change(id, CHANGES.get(random.nextInt(CHANGES.size())), Optional.empty());
            case 2 -> jobs.beginPass(id);
            case 3 -> jobs.retry(job.get());
            case 4 -> jobs.resume(id, Set.of());
            case 5 -> index.age(id);
            case 6 -> jobs.keepIndex();
            default -> {
                return jobs.current(current);
            }
        }
        return current;
    }

    private CurrentJobs look() throws InterruptedException {
        seen = jobs.current(seen);
        return seen;
    }

    static JobQuery query(Set<JobState> states, Optional<String> name, int limit) {
        return new JobQuery(states, name, Optional.empty(), 0, limit);
    }

    private static Job stopped(String name) throws InterruptedException {
        Job job = Given.job(state, name).job();
        jobs.change(job.id(), JobState.STOPPING, Optional.empty());
        jobs.change(job.id(), JobState.STOPPED, Optional.empty());
        return job;
    }

    private static Job waiting(String name) throws InterruptedException {
        Creation.Created made = (Creation.Created) jobs
                .create(Given.wish(Given.periodicSpec(name, Duration.ofDays(1))));
        state.accounting().commit(Given.end(made.first()));
        return jobs.byId(made.job().id()).orElseThrow();
    }

    private static Job withFailures(String name) throws InterruptedException {
        Creation.Created made = Given.job(state, name);
        state.accounting().commit(Given.commit(made.first(), new Counts.Builder().add(Count.FAILED, 1).build(),
                List.of(new EntryFailure(new RawPath("/data/source/f"), "why", Instant.EPOCH)), Optional.empty()));
        return jobs.byId(made.job().id()).orElseThrow();
    }

    private static JobIndex.Settled settled(Job job, long stamp) {
        return new JobIndex.Settled(job.id(), stamp, JobState.STOPPED, 2000, 1000,
                "c." + IngestCount.REGISTERED.key() + "=7 registered=2 failed=0");
    }

    private static RedisCalls redis() {
        return new RedisCalls(redisson, new Outages(Clock.systemUTC()), redis.settings(), new RedisMeters(Meters.NONE));
    }

    private static JobIndex index() {
        return new JobIndex(redis(), KEYS);
    }
}

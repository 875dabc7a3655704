package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.task.TaskMessage;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisJobChainsTest {
    private static final Keys KEYS = new Keys("ii:");

    private static TestRedis redis;
    private static RedisState state;
    private static JobStore jobs;
    private static JobChains chains;
    private static IndexKeys index;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
        jobs = state.jobs();
        chains = state.chains();
        index = new IndexKeys(redis);
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Test
    void aJobThatWaitsHasNoTaskUntilAllThatItWaitsForHaveEnded() throws Exception {
        Job job = blocked("later", "one", "two");
        assertThat(job.state()).isEqualTo(JobState.BLOCKED);
        assertThat(job.tasksOpen()).isZero();
        assertThat(job.origin().chain().predecessors()).extracting(Predecessor::id, Predecessor::met)
                .containsExactly(tuple("one", false),
                        tuple("two", false));
        assertThat(state.accounting().unpublishedFor(job.id(), Duration.ZERO)).isEmpty();

        assertThat(chains.met(job.id(), Set.of("two", "somebody else's"))).isEmpty();
        assertThat(now(job).state()).isEqualTo(JobState.BLOCKED);
        assertThat(now(job).origin().chain().predecessors()).extracting(Predecessor::met).containsExactly(false, true);
        TaskMessage first = chains.met(job.id(), Set.of("one")).orElseThrow();

        assertThat(now(job).state()).isEqualTo(JobState.QUEUED);
        assertThat(first.number()).isEqualTo(1);
        assertThat(state.accounting().unpublishedFor(job.id(), Duration.ZERO)).extracting(TaskMessage::nonce)
                .containsExactly(first.nonce());
        assertThat(chains.met(job.id(), Set.of("one", "two"))).as("it has begun").isEmpty();
        assertThat(now(job).tasksRegistered()).isEqualTo(1);
    }

    @Test
    void oneOfManyLetsItBegin() throws Exception {
        Job job = blocked("later", "one");
        List<Callable<Optional<TaskMessage>>> calls = IntStream.range(0, 20)
                .<Callable<Optional<TaskMessage>>>mapToObj(i -> () -> chains.met(job.id(), Set.of("one"))).toList();
        List<TaskMessage> begun = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<TaskMessage>> call : threads.invokeAll(calls)) {
                call.get().ifPresent(begun::add);
            }
        }

        assertThat(begun).hasSize(1);
        assertThat(now(job).tasksRegistered()).isEqualTo(1);
    }

    @Test
    void aPeriodicJobPlansItsPassesFromWhenItBegins() throws Exception {
        JobSpec spec = Given.periodicSpec("periodic", Duration.ofHours(1))
                .in(new JobChain(List.of("one"), List.of(), Map.of()));
        Job job = ((Creation.Blocked) jobs.create(Given.wish(spec).behind(List.of(predecessor("one"))))).job();
        redis.command("HSET " + KEYS.job(job.id()) + " planned 1000 started 1000");

        TaskMessage first = chains.met(job.id(), Set.of("one")).orElseThrow();
        state.accounting().commit(Given.end(first));

        assertThat(now(job).state()).isEqualTo(JobState.WAITING);
        assertThat(now(job).passes().next().orElseThrow()).isAfter(now(job).createdAt().plus(Duration.ofMinutes(59)));
        assertThat(now(job).passes().startedAt()).isAfterOrEqualTo(job.createdAt());
    }

    @Test
    void whatWaitsCanBeStoppedAndCanFailButNotBePaused() throws Exception {
        Job stopped = blocked("stopped", "one");
        assertThat(jobs.change(stopped.id(), JobState.PAUSED, Optional.empty())).contains(JobState.BLOCKED);
        assertThat(jobs.change(stopped.id(), JobState.STOPPED, Optional.empty())).contains(JobState.STOPPED);
        assertThat(chains.met(stopped.id(), Set.of("one"))).isEmpty();
        assertThat(now(stopped).state()).isEqualTo(JobState.STOPPED);
        assertThat(redis.command("PTTL " + KEYS.job(stopped.id()))).isNotEqualTo(":-1");

        Job begun = blocked("begun", "one");
        chains.met(begun.id(), Set.of("one"));
        assertThat(jobs.change(begun.id(), Set.of(JobState.BLOCKED), JobState.FAILED, Optional.of("one has failed")))
                .as("what was seen is old").contains(JobState.QUEUED);
        assertThat(now(begun).error()).isEmpty();
    }

    @Test
    void whatWaitsIsAtRestInTheIndexAndKnownAllTheSame() throws Exception {
        Job job = blocked("later", "one", "two");
        assertThat(jobs.current(CurrentJobs.UNSEEN).active()).containsExactly(job);
        index.age(job.id());
        CurrentJobs before = jobs.current(CurrentJobs.UNSEEN);
        assertThat(index.has("active", job.id())).isFalse();
        CurrentJobs resting = jobs.current(before);
        assertThat(resting.waiting()).containsExactly(job);
        assertThat(resting.active()).isEmpty();
        assertThat(resting.atRest()).containsEntry(JobState.BLOCKED, 1L);
        index.expectSound();

        chains.met(job.id(), Set.of("one"));
        CurrentJobs noted = jobs.current(resting);
        assertThat(noted.all()).extracting(one -> one.origin().chain().predecessors().getFirst().met())
                .containsExactly(true);
        index.age(job.id());
        assertThat(jobs.current(jobs.current(noted)).waiting()).containsExactly(now(job));
        chains.met(job.id(), Set.of("two"));
        assertThat(jobs.current(resting).active()).containsExactly(now(job));
        index.expectSound();
    }

    @Test
    void manyThatWaitCostNoRecordALook() throws Exception {
        CurrentJobs seen = CurrentJobs.UNSEEN;
        for (int i = 0; i < 200; i++) {
            index.age(blocked("later-" + i, "one").id());
        }
        seen = jobs.current(jobs.current(jobs.current(seen)));
        assertThat(seen.waiting()).hasSize(200);
        redis.command("CONFIG RESETSTAT");

        for (int i = 0; i < 10; i++) {
            seen = jobs.current(seen);
        }

        assertThat(seen.waiting()).hasSize(200);
        assertThat(redis.lines("INFO commandstats")).noneMatch(line -> line.startsWith("cmdstat_hgetall"));
    }

    @Test
    void anIndexThatIsWrongAboutThemIsMended() throws Exception {
        Job job = blocked("later", "one");
        index.age(job.id());
        jobs.current(CurrentJobs.UNSEEN);
        jobs.keepIndex();
        assertThat(index.has("active", job.id())).as("it is right").isFalse();
        index.state(job.id(), JobState.RUNNING);

        jobs.keepIndex();

        assertThat(index.has("active", job.id())).isTrue();
    }

    @Test
    void aJobIsAmongTheFollowedOnesUntilItsFollowUpsAreDealtWith() throws Exception {
        NewJob wish = Given.wish(followedSpec("first")).withFollowUpHandlers(Map.of("SUCCESS", new byte[]{1, 0}));
        Creation.Created created = (Creation.Created) jobs.create(wish);
        Job job = created.job();
        long young = followed().get(job.id());
        assertThat(chains.followUpHandlers(job)).hasSize(1);
        assertThat(chains.followUpHandlers(job).get("SUCCESS")).containsExactly(1, 0);
        chains.followed(job.id(), JobState.COMPLETED, young);
        assertThat(followed()).as("it has not ended").containsKey(job.id());

        state.accounting().commit(Given.end(created.first()));
        assertThat(now(job).state()).isEqualTo(JobState.COMPLETED);
        assertThat(redis.command("PTTL " + KEYS.job(job.id()))).as("not forgotten before what follows")
                .isEqualTo(":-1");
        chains.handedOver(job.id(), On.SUCCESS, Optional.empty());
        chains.handedOver(job.id(), On.SUCCESS, Optional.of("too late"));
        chains.handedOver(job.id(), On.ALWAYS, Optional.of("name taken"));
        chains.followed(job.id(), JobState.COMPLETED, young);
        assertThat(followed()).as("somebody may be about to retry it").containsKey(job.id());
        long stamp = aged(job.id());
        chains.followed(job.id(), JobState.COMPLETED, stamp - 1);
        assertThat(followed()).as("it was entered anew since").containsKey(job.id());
        chains.followed(job.id(), JobState.COMPLETED, stamp);
        chains.followed(job.id(), JobState.COMPLETED, stamp);

        assertThat(followed()).isEmpty();
        assertThat(now(job).origin().chain().handedOver()).isEqualTo(
                Map.of(On.SUCCESS, Optional.empty(), On.ALWAYS, Optional.of("name taken")));
        assertThat(redis.command("PTTL " + KEYS.job(job.id()))).isNotEqualTo(":-1");
        assertThat(redis.command("PTTL " + KEYS.followUpHandler(job.id(), "SUCCESS"))).isNotIn(":-1", ":-2");
    }

    @Test
    void aRetryEntersItAgain() throws Exception {
        Creation.Created created = (Creation.Created) jobs.create(Given.wish(followedSpec("first")));
        Job job = created.job();
        state.accounting()
                .commit(Given.commit(created.first(), Counts.of(Count.FAILED, 1), List.of(), Optional.empty()));
        assertThat(now(job).state()).isEqualTo(JobState.COMPLETED_WITH_FAILURES);
        chains.followed(job.id(), JobState.COMPLETED_WITH_FAILURES, aged(job.id()));
        assertThat(followed()).isEmpty();

        jobs.retry(now(job));

        assertThat(followed()).containsKey(job.id());
        assertThat(redis.command("PTTL " + KEYS.job(job.id()))).isEqualTo(":-1");
        chains.followed(job.id(), JobState.COMPLETED_WITH_FAILURES, aged(job.id()));
        assertThat(followed()).as("it has gone on").containsKey(job.id());
    }

    @Test
    void whoDiedBeforeTheJobWasMadeLeavesAnEntryThatCanBeForgotten() throws Exception {
        redis.command("ZADD " + KEYS.followed() + " 1700000000123456 nosuchjob");
        long stamp = followed().get("nosuchjob");

        chains.handedOver("nosuchjob", On.ALWAYS, Optional.empty());
        chains.forget("nosuchjob", stamp);

        assertThat(followed()).isEmpty();
        assertThat(jobs.byId("nosuchjob")).isEmpty();
        assertThat(redis.command("EXISTS " + KEYS.job("nosuchjob"))).isEqualTo(":0");
    }

    @Test
    void aSpecificationKeepsItsChain() throws Exception {
        JobSpec spec = followedSpec("first").in(new JobChain(List.of("a b"), List.of("c"),
                Map.of(On.FAILURE, new FollowUp.OfJob(followedSpec("second")))));

        Job job = ((Creation.Blocked) jobs.create(Given.wish(spec)
                .behind(List.of(predecessor("a"), new Predecessor("c", "c", true, false))))).job();

        assertThat(job.spec()).isEqualTo(spec);
        assertThat(jobs.create(Given.wish(spec).as(job.id()).behind(job.origin().chain().predecessors())))
                .isEqualTo(new Creation.Exists(job));
        assertThatIllegalArgumentException().isThrownBy(() -> jobs.create(Given.wish(spec)));
        assertThat(Given.wish(spec).isFulfilledBy(job)).isTrue();
        assertThat(Given.wish(followedSpec("first")).isFulfilledBy(job)).isFalse();
    }

    @Test
    void aJobWithFollowUpsIsKeptAsLongAsOthersOnceTheyAreDealtWith() throws Exception {
        try (RedisState brief = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()),
                new Retention(Duration.ofSeconds(20), 10))) {
            Job job = ((Creation.Created) brief.jobs().create(Given.wish(followedSpec("first")))).job();
            brief.jobs().change(job.id(), JobState.FAILED, Optional.of("why"));
            brief.chains().followed(job.id(), JobState.FAILED, followed().get(job.id()));

            assertThat(Long.parseLong(redis.command("TTL " + KEYS.job(job.id())).substring(1))).isBetween(1L, 20L);
        }
    }

    private static JobSpec followedSpec(String name) {
        return Given.spec(name).in(new JobChain(List.of(), List.of(),
                Map.of(On.SUCCESS, new FollowUp.OfJob(Given.spec(name + "-next")), On.ALWAYS,
                        new FollowUp.OfSchedule("report"))));
    }

    /** As if a minute had gone by since the job was entered there. @return its stamp */
    private static long aged(String id) throws InterruptedException {
        redis.command("ZADD " + KEYS.followed() + " XX " + (followed().get(id) - 61_000_000) + ' ' + id);
        return Long.parseLong(redis.lines("ZSCORE " + KEYS.followed() + ' ' + id).get(1));
    }

    private static Map<String, Long> followed() throws InterruptedException {
        return jobs.current(CurrentJobs.UNSEEN).followed();
    }

    private static Job blocked(String name, String... others) throws InterruptedException {
        JobSpec spec = Given.spec(name).in(new JobChain(List.of(others), List.of(), Map.of()));
        return ((Creation.Blocked) jobs.create(Given.wish(spec)
                .behind(List.of(others).stream().map(RedisJobChainsTest::predecessor).toList()))).job();
    }

    private static Predecessor predecessor(String id) {
        return new Predecessor(id, "name of " + id, false, false);
    }

    private static Job now(Job job) throws InterruptedException {
        return jobs.byId(job.id()).orElseThrow();
    }
}

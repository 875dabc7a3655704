package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.Retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin.RunOf;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTarget;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedisJobStoreTest {
    private static final Keys KEYS = new Keys("ii:");

    private static TestRedis redis;
    private static RedisState state;
    private static JobStore jobs;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
        jobs = state.jobs();
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
    void aNewJobIsReadAsItWasAskedFor() throws Exception {
        JobSpec spec = new JobSpec("näme of a", IngestSpec
                .of(new RawPath("/data/%FF"), "/tempZone/x", Operation.PUT)
                .with(new IngestTarget("/tempZone/x", Optional.of("demoResc"), List.of()))
                .with(SyncOptions.of(Operation.PUT).filesPerTask(7).ignoringCache()));

        Creation.Created created = (Creation.Created) jobs.create(Given.wish(spec));

        Job job = created.job();
        assertThat(job.spec()).isEqualTo(spec);
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.tasksRegistered()).isEqualTo(1);
        assertThat(job.tasksOpen()).isEqualTo(1);
        assertThat(job.createdAt()).isCloseTo(Instant.now(), new org.assertj.core.data.TemporalUnitWithinOffset(1,
                ChronoUnit.MINUTES));
        assertThat(created.first().number()).isEqualTo(1);
        assertThat(jobs.byId(job.id())).contains(job);
        assertThat(jobs.byName(spec.name())).contains(job);
        assertThat(all()).containsExactly(job);
    }

    @Test
    void aJobIsARunOfSomethingThatWasPlanned() throws Exception {
        Instant planned = Instant.parse("2026-11-27T03:00:00.123456Z");
        NewJob wish = Given.wish(Given.spec("nightly")).as("nightly-7").asRun(new RunOf("nightly", 7), planned);

        Job job = ((Creation.Created) jobs.create(wish)).job();

        assertThat(job.id()).isEqualTo("nightly-7");
        assertThat(job.origin().plannedAt()).contains(Instant.parse("2026-11-27T03:00:00.123Z"));
        assertThat(job.origin().runOf()).contains(new RunOf("nightly", 7));
        assertThat(jobs.create(wish)).isEqualTo(new Creation.Exists(job));
        assertThat(wish.isFulfilledBy(job)).isTrue();
        assertThat(wish.asRun(new RunOf("nightly", 8), planned).isFulfilledBy(job)).isFalse();
        assertThat(Given.job(state, "plain").job().origin().runOf()).isEmpty();
    }

    @Test
    void anEventHandlerIsKeptAsLongAsItsJob() throws Exception {
        byte[] content = {0, -1, '\'', 10};
        try (RedisState brief = RedisState.open(redis.settings(), new Outages(Clock.systemUTC()),
                new Retention(Duration.ofSeconds(20), 10))) {
            Job job = ((Creation.Created) brief.jobs().create(Given.wish(Given.spec("handled")).with(content))).job();

            assertThat(jobs.handler(job.id()).orElseThrow()).isEqualTo(content);
            assertThat(redis.command("TTL " + KEYS.handler(job.id()))).isEqualTo(":-1");
            brief.jobs().change(job.id(), JobState.FAILED, Optional.of("why"));
            assertThat(Long.parseLong(redis.command("TTL " + KEYS.handler(job.id())).substring(1))).isBetween(1L, 20L);
            assertThat(jobs.handler(Given.job(state, "plain").job().id())).isEmpty();
        }
    }

    @Test
    void unknownJobsAreEmpty() throws Exception {
        assertThat(jobs.byId("nosuch")).isEmpty();
        assertThat(jobs.byName("nosuch")).isEmpty();
        assertThat(all()).isEmpty();
        assertThat(jobs.states(List.of("nosuch"))).isEmpty();
        assertThat(jobs.change("nosuch", JobState.STOPPING, Optional.empty())).isEmpty();
    }

    @Test
    void aNameIsTakenUntilItsJobHasEnded() throws Exception {
        Job first = Given.job(state, "name").job();

        assertThat(jobs.create(Given.wish(Given.spec("name")))).isEqualTo(new Creation.NameTaken(first));
        jobs.change(first.id(), JobState.STOPPING, Optional.empty());
        assertThat(jobs.create(Given.wish(Given.spec("name")))).isInstanceOf(Creation.NameTaken.class);
        jobs.change(first.id(), JobState.STOPPED, Optional.empty());
        Job second = Given.job(state, "name").job();

        assertThat(jobs.byName("name")).contains(second);
        assertThat(all()).extracting(Job::id).containsExactly(second.id(), first.id());
    }

    @Test
    void ofManyCreatorsOfANameOneWins() throws Exception {
        int creators = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(creators)) {
            for (int round = 0; round < 20; round++) {
                String name = "contested" + round % 5;
                Optional<Job> before = jobs.byName(name);
                if (before.isPresent()) {
                    jobs.change(before.get().id(), JobState.FAILED, Optional.of("to make room"));
                }
                List<Callable<Creation>> wishes = new ArrayList<>();
                for (int i = 0; i < creators; i++) {
                    wishes.add(() -> jobs.create(Given.wish(Given.spec(name))));
                }
                List<Creation> results = new ArrayList<>();
                for (Future<Creation> result : threads.invokeAll(wishes)) {
                    results.add(result.get());
                }
                assertThat(results).filteredOn(Creation.Created.class::isInstance).hasSize(1);
                assertThat(all().stream()
                        .filter(job -> job.spec().name().equals(name) && !job.state().isFinal())).hasSize(1);
            }
        }
    }

    @Test
    void aDraftHoldsItsNameAndIsNoJobYet() throws Exception {
        Job job = Given.job(state, "name").job();
        redis.command("HDEL " + KEYS.job(job.id()) + " state");

        assertThat(jobs.create(Given.wish(Given.spec("name")))).isInstanceOf(Creation.NameTaken.class);
        assertThat(jobs.byId(job.id())).isEmpty();
        assertThat(all()).isEmpty();
        assertThat(redis.command("ZCARD " + KEYS.list())).as("it is still in the list").isEqualTo(":1");
    }

    @Test
    void aRefusedWishLeavesNothingForLong() throws Exception {
        Job holder = Given.job(state, "name").job();
        jobs.create(Given.wish(Given.spec("name")));

        assertThat(all()).containsExactly(holder);
        assertThat(redis.command("TTL " + KEYS.job(holder.id()))).isEqualTo(":-1");
        assertThat(redis.command("ZCARD " + KEYS.list())).isEqualTo(":1");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void onlyAllowedChangesHappen(JobState from, JobState to) throws Exception {
        Job job = Given.job(state, "job").job();
        redis.command("HSET " + KEYS.job(job.id()) + " state " + from);

        Optional<JobState> result = jobs.change(job.id(), to, Optional.of("because"));

        Job after = jobs.byId(job.id()).orElseThrow();
        assertThat(result).contains(from.mayBecome(to) ? to : from);
        assertThat(after.state()).isEqualTo(from.mayBecome(to) ? to : from);
        assertThat(after.error()).isEqualTo(from.mayBecome(to) ? Optional.of("because") : Optional.empty());
        assertThat(after.endedAt().isPresent())
                .isEqualTo(from.mayBecome(to) && (to.isFinal() || to == JobState.WAITING));
        assertThat(after.tasksOpen()).as("stands as it was").isEqualTo(1);
        assertThat(redis.command("EXISTS " + KEYS.tasks(job.id()) + " " + KEYS.unsent(job.id())))
                .isEqualTo(from.mayBecome(to) && !to.keepsTasks() ? ":0" : ":2");
        assertThat(redis.command("PERSIST " + KEYS.job(job.id()))).as("whether it would have expired")
                .isEqualTo(from.mayBecome(to) && to.isFinal() ? ":1" : ":0");
    }

    static Stream<Arguments> changes() {
        return Arrays.stream(JobState.values())
                .flatMap(from -> Arrays.stream(JobState.values()).map(to -> Arguments.of(from, to)));
    }

    @Test
    void theChangesThatCommitsMakeAreAllowed() {
        assertThat(JobState.QUEUED.mayBecome(JobState.RUNNING)).isTrue();
        assertThat(JobState.RUNNING.mayBecome(JobState.COMPLETED)).isTrue();
        assertThat(JobState.RUNNING.mayBecome(JobState.COMPLETED_WITH_FAILURES)).isTrue();
        assertThat(Arrays.stream(JobState.values()).filter(JobState::isActive)).containsExactly(JobState.QUEUED,
                JobState.RUNNING);
    }

    @Test
    void statesOfManyJobsCostOneRoundTrip() throws Exception {
        Job queued = Given.job(state, "a").job();
        Job stopping = Given.job(state, "b").job();
        jobs.change(stopping.id(), JobState.STOPPING, Optional.empty());
        long before = state.roundTrips();

        Map<String, JobState> states = jobs.states(List.of(queued.id(), stopping.id(), "nosuch"));

        assertThat(state.roundTrips() - before).isEqualTo(1);
        assertThat(states).isEqualTo(Map.of(queued.id(), JobState.QUEUED, stopping.id(), JobState.STOPPING));
    }

    @Test
    void listenersLearnOfChanges() throws Exception {
        List<String> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        try (AutoCloseable subscription = jobs.onChange((id, now) -> heard.add(id + now))) {
            assertThat(subscription).isNotNull();
            Creation.Created job = Given.job(state, "job");
            state.accounting().commit(Given.end(job.first()));
            String id = job.job().id();
            await().until(() -> heard.size() == 3);
            assertThat(heard).containsExactly(id + JobState.QUEUED, id + JobState.RUNNING, id + JobState.COMPLETED);
        }
        Given.job(state, "another");
        assertThat(heard).hasSize(3);
    }

    @Test
    void eventsAndBeatsOfANewerVersionHideNoOthers() throws Exception {
        Job job = Given.job(state, "job").job();
        redis.command("RPUSH " + KEYS.history(job.id()) + " '{\"at\":\"1\",\"state\":\"SLEEPING\",\"pass\":\"1\"}'");
        jobs.change(job.id(), JobState.PAUSED, Optional.empty());
        assertThat(redis.command("LLEN " + KEYS.history(job.id()))).isEqualTo(":3");

        assertThat(jobs.history(job.id(), 0, 10)).extracting(JobEvent::state).containsExactly(JobState.PAUSED,
                JobState.QUEUED);
    }

    /** Newest first. */
    private static List<Job> all() throws InterruptedException {
        return jobs.page(JobQuery.newest(100)).jobs();
    }
}

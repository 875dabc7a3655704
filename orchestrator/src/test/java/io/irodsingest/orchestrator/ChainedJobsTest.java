package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.orchestrator.lifecycle.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that wait for others, and what follows jobs, with any number of orchestrators of which some die. */
class ChainedJobsTest {
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aJobBeginsWhenAllThatItWaitsForHaveEndedAsItWants() throws Exception {
        cluster.orchestrator();
        cluster.orchestrator();
        CountDownLatch gate = new CountDownLatch(1);
        Job well = made(plain("well"));
        Job any = made(plain("any"));
        Job later = made(plain("later"), after(well), afterAny(any));
        cluster.jobs().change(any.id(), JobState.FAILED, Optional.of("the disk is full"));
        await().atMost(30, TimeUnit.SECONDS).until(() -> now(later).origin().chain().predecessors().get(1).met());
        assertThat(now(later).state()).isEqualTo(JobState.BLOCKED);
        cluster.worker(PretendedWork.ofTasks(2).behind(gate));
        gate.countDown();

        awaitState(later, JobState.COMPLETED);
        assertThat(now(later).tasksRegistered()).isEqualTo(3);
        assertThat(now(later).passes().startedAt()).isAfterOrEqualTo(now(well).endedAt().orElseThrow());
        assertThat(cluster.jobs().history(later.id(), 0, 10)).extracting(event -> event.state()).containsExactly(
                JobState.COMPLETED, JobState.RUNNING, JobState.QUEUED, JobState.BLOCKED);
    }

    @Test
    void aJobFailsWhenOneThatMustEndWellDoesNotAndSoDoThoseBehindIt() throws Exception {
        Job first = made(plain("first"));
        Job second = made(plain("second"), after(first));
        Job third = made(plain("third"), after(second));
        Job fourth = made(plain("fourth"), afterAny(third));
        cluster.worker(PretendedWork.ofTasks(3).ofWhichFail(1));
        cluster.orchestrator();

        awaitState(third, JobState.FAILED);
        assertThat(now(second).error()).contains("job first (" + first.id()
                + "), which must end well before this job begins, ended COMPLETED_WITH_FAILURES");
        assertThat(now(third).error().orElseThrow()).contains("job second (").endsWith("ended FAILED");
        awaitState(fourth, JobState.COMPLETED_WITH_FAILURES);
    }

    @Test
    void whoWaitsForAForgottenJobIsToldSo() throws Exception {
        Job later = made(plain("later"), new Predecessor("gone", "gone", false, false));
        Job anyway = made(plain("anyway"), new Predecessor("gone", "gone", true, false));

        cluster.orchestrator();

        awaitState(later, JobState.FAILED);
        assertThat(now(later).error().orElseThrow()).endsWith("is forgotten, and nobody knows how it ended");
        awaitState(anyway, JobState.QUEUED);
    }

    @Test
    void whatFollowsAJobIsBegunByHowItEnded() throws Exception {
        cluster.orchestrator();
        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(2));
        Job well = made(plain("well").in(all("well")));
        Job failed = made(plain("failed").in(all("failed")));
        Job stopped = made(plain("stopped").in(all("stopped")));
        cluster.jobs().change(failed.id(), JobState.FAILED, Optional.of("no"));
        cluster.jobs().change(stopped.id(), JobState.STOPPING, Optional.empty());

        awaitAll("well", "well-always", "well-success", "failed", "failed-always", "failed-failure", "stopped",
                "stopped-always");
        assertThat(cluster.jobs().byId(NewJob.followUpId(well.id(), On.SUCCESS))).map(job -> job.spec().name())
                .contains("well-success");
        await().atMost(30, TimeUnit.SECONDS).until(() -> now(well).origin().chain().handedOver().size() == 2);
        assertThat(now(well).origin().chain().handedOver().values()).containsOnly(Optional.empty());
    }

    @Test
    void followUpsMayHaveFollowUps() throws Exception {
        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(1));
        JobSpec third = plain("third");
        JobSpec second = plain("second").in(followedBy(On.SUCCESS, third));

        made(plain("first").in(followedBy(On.ALWAYS, second)));

        awaitAll("first", "second", "third");
    }

    @Test
    void aFollowUpThatCannotBeBegunIsToldAndHarmsNoOther() throws Exception {
        Job holder = made(plain("taken"));
        Job first = made(plain("first").in(new JobChain(List.of(), List.of(),
                Map.of(On.FAILURE, new FollowUp.OfJob(plain("taken")), On.ALWAYS, new FollowUp.OfJob(plain("next"))))));
        cluster.jobs().change(first.id(), JobState.FAILED, Optional.of("no"));
        Job other = made(plain("other").in(new JobChain(List.of(), List.of(),
                Map.of(On.ALWAYS, new FollowUp.OfSchedule("no such")))));
        cluster.jobs().change(other.id(), JobState.FAILED, Optional.of("no"));

        cluster.orchestrator();

        awaitAll("taken", "first", "next", "other");
        await().atMost(30, TimeUnit.SECONDS).until(() -> now(first).origin().chain().handedOver().size() == 2);
        assertThat(now(first).origin().chain().handedOver()).containsEntry(On.ALWAYS, Optional.empty())
                .containsEntry(On.FAILURE, Optional.of("a job named 'taken' exists and is " + now(holder).state()));
        await().atMost(30, TimeUnit.SECONDS).until(() -> !now(other).origin().chain().handedOver().isEmpty());
        assertThat(now(other).origin().chain().handedOver()).containsEntry(On.ALWAYS,
                Optional.of("there is no schedule 'no such'"));
    }

    /** It dies before it makes the job, after it has made it, or after it has noted that. */
    @ParameterizedTest
    @ValueSource(strings = {"followUpHandlers", "handedOver", "followed"})
    void anotherOrchestratorGoesOnWhereOneHasDied(String where) throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        Job first = made(plain("first").in(all("first")));
        cluster.jobs().change(first.id(), JobState.FAILED, Optional.of("no"));
        Orchestrator dying = new Orchestrator(TestCluster.settings(), dyingAt(where, reached));
        dying.start();
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        dying.close();

        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(1));

        awaitAll("first", "first-always", "first-failure");
        Job always = cluster.jobs().byName("first-always").orElseThrow();
        awaitState(always, JobState.COMPLETED);
        assertThat(now(always).tasksRegistered()).isEqualTo(2);
        await().atMost(30, TimeUnit.SECONDS).until(() -> now(first).origin().chain().handedOver().size() == 2);
        assertThat(now(first).origin().chain().handedOver().values()).containsOnly(Optional.empty());
    }

    @Test
    void whatWaitsMayBeDecidedByTwoOfWhichOneDies() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        Job first = made(plain("first"));
        Job later = made(plain("later"), afterAny(first));
        cluster.jobs().change(first.id(), JobState.FAILED, Optional.of("no"));
        Orchestrator dying = new Orchestrator(TestCluster.settings(), dyingAt("met", reached));
        dying.start();
        assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
        dying.close();
        assertThat(now(later).state()).isEqualTo(JobState.BLOCKED);

        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(1));

        awaitState(later, JobState.COMPLETED);
    }

    /** Ports of an orchestrator that does not come back from a call. */
    private Ports dyingAt(String method, CountDownLatch reached) {
        Ports ports = cluster.ports();
        JobChains chains = (JobChains) Proxy.newProxyInstance(JobChains.class.getClassLoader(),
                new Class<?>[]{JobChains.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        reached.countDown();
                        new CountDownLatch(1).await();
                    }
                    try {
                        return called.invoke(ports.chains(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        return new Ports(ports.jobs(), ports.accounting(), ports.workers(), ports.deadLetters(), ports.schedules(),
                chains, ports.batches(), ports.broker(),
                ports.outages(), ports.process(), ports.key());
    }

    private static JobSpec plain(String name) {
        RetryPolicy none = new RetryPolicy(0, RetryPolicy.DEFAULT.delay(), RetryPolicy.DEFAULT.timeout());
        return new JobSpec(name, IngestSpec.of(new RawPath("/data"), "/z/x", Operation.REGISTER_SYNC),
                JobOptions.NONE.retrying(none));
    }

    private static JobChain followedBy(On on, JobSpec next) {
        return new JobChain(List.of(), List.of(), Map.of(on, new FollowUp.OfJob(next)));
    }

    /** A follow-up of each kind. */
    private static JobChain all(String name) {
        return new JobChain(List.of(), List.of(),
                Map.of(On.SUCCESS, new FollowUp.OfJob(plain(name + "-success")), On.FAILURE,
                        new FollowUp.OfJob(plain(name + "-failure")), On.ALWAYS,
                        new FollowUp.OfJob(plain(name + "-always"))));
    }

    private static Predecessor after(Job job) {
        return new Predecessor(job.id(), job.spec().name(), false, false);
    }

    private static Predecessor afterAny(Job job) {
        return new Predecessor(job.id(), job.spec().name(), true, false);
    }

    private Job made(JobSpec spec, Predecessor... others) throws InterruptedException {
        Creation creation = cluster.jobs()
                .create(NewJob.of(spec, IngestCourse.of(IngestSpec.of(spec))).behind(List.of(others)));
        return switch (creation) {
            case Creation.Created made -> made.job();
            case Creation.Blocked made -> made.job();
            default -> throw new AssertionError(creation);
        };
    }

    private Job now(Job job) throws InterruptedException {
        return cluster.jobs().byId(job.id()).orElseThrow();
    }

    private void awaitState(Job job, JobState state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> now(job).state() == state);
    }

    /** Jobs of just these names are there. */
    private void awaitAll(String... names) throws InterruptedException {
        await().atMost(60, TimeUnit.SECONDS).until(() -> names().containsAll(List.of(names)));
        assertThat(names()).containsExactlyInAnyOrder(names);
    }

    private List<String> names() throws InterruptedException {
        List<String> names = new ArrayList<>();
        cluster.jobs().page(JobQuery.newest(100)).jobs().forEach(job -> names.add(job.spec().name()));
        return names;
    }
}

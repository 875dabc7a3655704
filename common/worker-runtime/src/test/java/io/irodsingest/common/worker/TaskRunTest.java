package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.TracedWork;
import io.irodsingest.handlerapi.User;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a handler is given to work with. */
@Timeout(60)
class TaskRunTest {
    private final FakeCluster cluster = new FakeCluster();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Running running = new Running(Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages,
            timer, Clock.systemUTC());
    private final Hooks hooks = new Hooks();
    private final Server server = new Server();
    private final TracedWork traced = TracedWork.below(TraceParent.root());
    private final FakeDelivery delivery = cluster.task("job", 1, new FinishPass());

    /** An event handler with a hook of the job. */
    private static final class Hooks {
        private final List<Hook> called = new ArrayList<>();
        private Optional<String> failure = Optional.empty();
        private Optional<String> skip = Optional.empty();

        Optional<User> asUser() {
            return Optional.empty();
        }

        boolean has(Hook hook) {
            return hook == Hook.PRE_JOB;
        }

        void call(Hook hook, HookTarget subject, IrodsSession session)
                throws HookFailedException, HookSkippedException {
            called.add(hook);
            if (failure.isPresent()) {
                throw new HookFailedException(failure.get());
            }
            if (skip.isPresent()) {
                throw new HookSkippedException(skip.get());
            }
        }
    }

    /** Lends connections, of which the first ones may break, and which all may be refused something. */
    private static final class Server {
        private final AtomicInteger open = new AtomicInteger();
        private int breaks;
        private boolean refuses;

        IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace)
                throws UnavailableException {
            if (breaks-- > 0) {
                throw new UnavailableException(Dependency.IRODS, "localhost: connection refused", null);
            }
            open.incrementAndGet();
            return Partial.of(IrodsSession.class, new Session());
        }

        private final class Session {
            boolean isCollection(String path) throws IrodsException {
                if (refuses) {
                    throw new IrodsException(-818_000, "no access");
                }
                return true;
            }

            void close() {
                open.decrementAndGet();
            }
        }
    }

    @BeforeEach
    void begin() {
        running.begin(cluster.taskTable.open.get("job-1"));
    }

    @AfterEach
    void end() {
        running.end();
        traced.close();
        timer.shutdownNow();
    }

    private TaskRun run(boolean again, boolean elsewhere) {
        Worker.Uses uses = cluster.uses();
        Worker.Uses withServer = new Worker.Uses(uses.broker(), uses.jobs(), uses.accounting(), uses.cache(),
                uses.workers(), Partial.of(Irods.class, server), uses.outages(), uses.clock(), uses.figures());
        WorkerParts parts = cluster.parts(new TaskHandlers());
        WorkerParts own = new WorkerParts(withServer, parts.jobs(), parts.handlers(), parts.hooks(), parts.throttle(),
                parts.elsewhere(), parts.ahead(), parts.meters(), parts.profile(), parts.patience(),
                parts.sourcePatience());
        ActiveJob job = new ActiveJob("job", FakeCluster.spec("daily"), false, JobPolicies.SPECIFIED, over -> {},
                RateLimit.FREE);
        TaskMessage message = cluster.taskTable.open.get("job-1");
        return new TaskRun(own, running, new Turn(delivery, job, message, again, elsewhere, traced),
                Partial.of(JobPolicy.class, hooks));
    }

    private TaskRun run() {
        return run(false, false);
    }

    @Test
    void itTellsWhatIsKnownOfTheTask() {
        assertThat(run(true, false)).returns(true, TaskContext::mayHaveRunBefore)
                .returns(false, TaskContext::mayRunElsewhere).returns("job", TaskContext::jobId)
                .returns("daily", context -> context.spec().name());
        assertThat(run(false, true)).returns(false, TaskContext::mayHaveRunBefore)
                .returns(true, TaskContext::mayRunElsewhere);
        assertThat(run().cache()).isNotNull();
        assertThat(run().marks()).isNotNull();
        assertThat(run().now()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void workOnIrodsWaitsForTheServerAndGivesItsConnectionBack() throws Exception {
        server.breaks = 2;

        boolean answer = run().irods(session -> session.isCollection("/z"));

        assertThat(answer).isTrue();
        assertThat(server.open).hasValue(0);
    }

    @Test
    void whatIrodsRefusesIsTheCallersAndTheConnectionIsGivenBack() {
        server.refuses = true;

        assertThatThrownBy(() -> run().irods(session -> session.isCollection("/z")))
                .isInstanceOf(IrodsException.class).hasMessageContaining("no access");
        assertThat(server.open).hasValue(0);
    }

    @Test
    void aHookOfTheJobIsCalledOncePerPassThoughTheTaskComesAgain() throws Exception {
        run().callOncePerPass(Hook.PRE_JOB);
        run(true, false).callOncePerPass(Hook.PRE_JOB);

        assertThat(hooks.called).containsExactly(Hook.PRE_JOB);
        assertThat(server.open).hasValue(0);
    }

    @Test
    void aHookThatNobodyHasCostsNothing() throws Exception {
        run().callOncePerPass(Hook.POST_JOB);

        assertThat(hooks.called).isEmpty();
        assertThat(cluster.jobs.claimHook("job", "POST_JOB", "", "another")).as("not claimed").isEqualTo("another");
    }

    @Test
    void aHookThatFailedIsCalledAgainByWhoeverGetsTheTask() throws Exception {
        hooks.failure = Optional.of("pre_job threw");
        assertThatThrownBy(() -> run().callOncePerPass(Hook.PRE_JOB)).isInstanceOf(HookFailedException.class)
                .hasMessage("pre_job threw");

        hooks.failure = Optional.empty();
        run().callOncePerPass(Hook.PRE_JOB);

        assertThat(hooks.called).hasSize(2);
    }

    @Test
    void aHookOfTheJobCannotSkipAnything() {
        hooks.skip = Optional.of("not today");

        assertThatThrownBy(() -> run().callOncePerPass(Hook.PRE_JOB)).isInstanceOf(HookFailedException.class)
                .hasMessage("a hook of the job cannot skip: not today");
    }

    @Test
    void whatIsGivenUpIsAskedForOnce() throws Exception {
        TaskRun run = run();
        AtomicInteger asked = new AtomicInteger();
        Task rest = new DeleteDataObjects("/z/c", List.of("b"), 0);
        run.whenGivenUp(() -> {
            asked.incrementAndGet();
            return Optional.of(new Outcome.Part(done(List.of()), rest));
        });

        run.keepReached();
        run.keepReached();

        assertThat(asked).hasValue(1);
        assertThat(cluster.taskTable.commits).hasSize(1);
        assertThat(run.task()).isEqualTo(rest);
    }

    /** No waiting helps: the queue of its children is not ours. */
    @Test
    void aQueueThatTheBrokerRefusesEndsThePass() throws Exception {
        cluster.messages.onPublish = () -> {
            throw new QueueRefusedException("delete", "ACCESS_REFUSED", null);
        };

        run().finish(done(List.of(new DeleteDataObjects("/z/c", List.of("b"), 0))));

        assertThat(cluster.taskTable.failures).containsEntry("job",
                "RabbitMQ refuses queue 'delete': ACCESS_REFUSED");
        assertThat(cluster.taskTable.notedAsPublished).as("nobody tries to publish them again").hasSize(1);
    }

    @Test
    void withoutChildrenTheBrokerIsNotAsked() throws Exception {
        cluster.messages.onPublish = () -> {
            throw new AssertionError("nothing is to be published");
        };

        run().finish(done(List.of()));

        assertThat(cluster.taskTable.commits).hasSize(1);
    }

    @Test
    void aJobThatIsReachedNowAndThenDoesNotFailForTheTimeThatItWaits() throws Exception {
        cluster.taskTable.waiting = Duration.ofHours(1);
        cluster.taskTable.commits.add(null);

        run().postpone(new SourceWait.Away(Duration.ofSeconds(1), "S3: refused"));

        assertThat(cluster.taskTable.delayed).containsEntry("job-1", "S3: refused");
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void aTaskThatSomebodyElseHasIsNotPutBack() throws Exception {
        TaskRun run = run();
        cluster.taskTable.open.clear();
        cluster.taskTable.waiting = Duration.ofHours(1);

        run.postpone(new SourceWait.Away(Duration.ofSeconds(1), "S3: refused"));

        assertThat(cluster.taskTable.delayed).isEmpty();
        assertThat(cluster.taskTable.failures).isEmpty();
    }

    @Test
    void failuresAndNotesAreThoseOfItsJob() throws Exception {
        EntryFailure failure = new EntryFailure(new RawPath("/data/a"), "denied", Instant.EPOCH);
        cluster.taskTable.kept.add(failure);
        cluster.taskTable.notes.add("/z/c");

        assertThat(run().failuresToRetry(10)).containsExactly(failure);
        assertThat(run().noted("gone", 10)).containsExactly("/z/c");
        assertThat(run().reserveDeletions(5, 3)).isEqualTo(3);
    }

    private static Outcome.Done done(List<Task> children) {
        return new Outcome.Done(Counts.NONE, children, List.of(), CacheUpdate.NONE);
    }
}

package io.irodsingest.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.orchestrator.plan.OverlapPolicy;
import io.irodsingest.orchestrator.plan.MissedPolicy;
import io.irodsingest.orchestrator.plan.Policies;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.trigger.At;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import io.irodsingest.orchestrator.plan.trigger.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orchestrators that end between a claim and the end of its hand-over, on a real Redis and broker. */
class HandoverTest {
    private static final Grant MAKER = new Grant("maker", false, Limits.NONE);
    private static final Policies TOGETHER = new Policies(MissedPolicy.DEFAULT, OverlapPolicy.START_ANYWAY, false);

    private final Actions actions = new Actions(Optional.empty());
    private TestCluster cluster;
    private ScheduleStore store;

    /** Somebody who makes a job and dies before anything comes of it. */
    private static final class Dying implements JobLife {
        @Override
        public void begun(Created created) {
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        public void retried(Job job, TaskMessage first) {
            throw new IllegalStateException("as the test wants it");
        }

        @Override
        public Optional<JobState> stop(String jobId) {
            return Optional.empty();
        }
    }

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        store = cluster.ports().schedules();
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** As in rq-scheduler, where a job was lost between its removal from the schedule and its queue. */
    @Test
    void aRunThatWasClaimedAndNothingMoreIsHandedOverByAnother() throws Exception {
        make("lost");
        ScheduleLook look = await().until(() -> store.look(10, Duration.ofSeconds(5)), some -> !some.due().isEmpty());
        StoredSchedule due = look.due().getFirst();
        Claim claim = new Claim(due, look.now()).due();
        assertThat(store.change(claim.change().orElseThrow())).isPresent();
        assertThat(store.change(new Claim(due, look.now()).due().change().orElseThrow()))
                .as("nobody claims it twice").isEmpty();

        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> outcomes("lost"), List.of(RunOutcome.COMPLETED)::equals);
        assertThat(cluster.jobs().byId("lost.1")).isPresent();
        assertThat(store.look(10, Duration.ZERO).handovers()).isEmpty();
    }

    /** As in rq-scheduler, where two schedulers, or one that was started again, started a run twice. */
    @Test
    void aRunWhoseJobWasMadeAndNothingMoreIsRecognised() throws Exception {
        make("twice");
        try (Runs dying = new Runs(store, cluster.jobs(), new Dying(), actions, new ScheduleMeters(Meters.NONE))) {
            ScheduleLook look = await().until(() -> store.look(10, Duration.ofSeconds(5)),
                    some -> !some.due().isEmpty());
            dying.advance(look.due().getFirst(), look.now(), Map.of());
            await().until(() -> cluster.jobs().byId("twice.1").isPresent());
        }
        cluster.orchestrator();
        cluster.orchestrator();
        cluster.worker(PretendedWork.ofTasks(1));

        await().atMost(Duration.ofSeconds(60)).until(() -> outcomes("twice"), List.of(RunOutcome.COMPLETED)::equals);
        assertThat(cluster.jobs().byId("twice.2")).isEmpty();
    }

    @Test
    void aThousandOfTheSameSecondStartSoonAndOnceWithTwoOrchestrators() throws Exception {
        int many = 1_000;
        cluster.orchestrator();
        cluster.orchestrator();
        Instant at = Instant.now().plusSeconds(10);
        for (int i = 0; i < many; i++) {
            make("many" + i, at);
        }
        List<String> ids = IntStream.range(0, many).mapToObj(i -> "many" + i + ".1").toList();
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(500))
                .until(() -> cluster.jobs().states(ids).size() == many);
        List<Duration> delays = new ArrayList<>();
        for (String id : ids) {
            delays.add(Duration.between(at, cluster.jobs().byId(id).orElseThrow().createdAt()));
        }
        assertThat(delays).as("none is early").noneMatch(Duration::isNegative);
        System.out.println("1,000 due in one second: the last started after " + delays.stream().max(Duration::compareTo)
                .orElseThrow());
        assertThat(cluster.jobs().byId("many0.2")).isEmpty();
    }

    private void make(String id) throws Exception {
        make(id, Instant.now());
    }

    private void make(String id, Instant at) throws Exception {
        Schedule schedule = Schedule.of(id, new Plan(At.of(at), Window.OPEN), TOGETHER, Instant.EPOCH);
        JobRequest request = AdminJson.strict().readValue("{\"source\": \"/data\", \"target\": \"/z/x\"}",
                JobRequest.class);
        ScheduleRecord record = new ScheduleRecord(schedule, actions.keep(request, id, id, MAKER).action(), MAKER,
                Instant.EPOCH, "", RunBook.EMPTY);
        assertThat(store.create(id, id, Documents.content(record))).isInstanceOf(ScheduleStore.Creation.Created.class);
    }

    private List<RunOutcome> outcomes(String id) throws InterruptedException {
        return store.runs(id, 0, 10).stream().map(Documents::read).map(LoggedRun::outcome).toList();
    }
}

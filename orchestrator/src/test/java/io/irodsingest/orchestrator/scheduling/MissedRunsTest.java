package io.irodsingest.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.Http;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.RunCounts;
import io.irodsingest.orchestrator.plan.Schedule;
import io.irodsingest.orchestrator.plan.trigger.Every;
import io.irodsingest.orchestrator.plan.trigger.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A cluster is off while three hourly runs of each schedule are due, and comes back with two orchestrators on the same Redis and broker.
 * Nobody can move the clock of Redis, so the plans are moved instead: while nobody is there, each is made one of three and a half hours
 * earlier, which is the same to all who look at it later.
 */
class MissedRunsTest {
    private static final String SCHEDULES = "/api/v1/schedules";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration OFF = Duration.ofMinutes(3 * 60 + 30);
    private static final Duration SLOW = Duration.ofSeconds(60);

    /**
     * A schedule.
     *
     * @param policies in JSON
     * @param outcomes what is to come of the three planned times, from the earliest, each with how many times it is about
     */
    private record Case(String policies, String... outcomes) {}

    private static final List<Case> CASES = List.of(
            new Case("{\"missed\": \"RUN_ONCE\"}", "MISSED 2", "COMPLETED 1"),
            new Case("{\"missed\": \"RUN_ONCE\", \"missed_within\": \"PT20M\"}", "MISSED 3"),
            new Case("{\"missed\": \"SKIP\"}", "MISSED 3"),
            new Case("{\"missed\": \"CATCH_UP\"}", "COMPLETED 1", "COMPLETED 1", "COMPLETED 1"),
            new Case("{\"missed\": \"CATCH_UP\", \"overlap\": \"WAIT\"}", "COMPLETED 1", "COMPLETED 1", "COMPLETED 1"),
            new Case("{\"missed\": \"CATCH_UP\", \"overlap\": \"START_ANYWAY\"}", "COMPLETED 1", "COMPLETED 1",
                    "COMPLETED 1"),
            new Case("{\"missed\": \"CATCH_UP\", \"overlap\": \"STOP_OTHER\"}", "SKIPPED 2", "COMPLETED 1"),
            new Case("{\"missed\": \"CATCH_UP\", \"missed_most\": 2}", "MISSED 1", "COMPLETED 1", "COMPLETED 1"),
            new Case("{\"missed\": \"CATCH_UP\", \"missed_within\": \"PT2H\"}", "MISSED 1", "COMPLETED 1",
                    "COMPLETED 1"));

    @Test
    void eachPolicyDoesWithMissedRunsWhatItSaysAndThePlanStaysWhereItWas() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            ScheduleStore store = cluster.ports().schedules();
            List<String> ids = made(cluster);
            List<Instant> firsts = new ArrayList<>();
            for (String id : ids) {
                firsts.add(setBack(store, store.byId(id).orElseThrow()));
            }

            cluster.orchestrator();
            cluster.orchestrator();
            cluster.worker(PretendedWork.ofTasks(1));

            for (int i = 0; i < CASES.size(); i++) {
                Case wanted = CASES.get(i);
                String id = ids.get(i);
                await().atMost(SLOW).untilAsserted(() -> assertThat(outcomes(store, id)).as(wanted.policies())
                        .containsExactly(wanted.outcomes()));
                assertPlanned(cluster, store, id, firsts.get(i));
            }
            long started = CASES.stream().flatMap(one -> Stream.of(one.outcomes())).filter("COMPLETED 1"::equals)
                    .count();
            assertThat(cluster.jobs().page(JobQuery.newest(100)).total()).as("no run has two jobs").isEqualTo(started);
        }
    }

    /** By an orchestrator that has ended then. @return their ids */
    private static List<String> made(TestCluster cluster) throws Exception {
        List<String> ids = new ArrayList<>();
        try (Orchestrator first = cluster.orchestrator()) {
            Http http = new Http(first.uri());
            await().atMost(SLOW).until(() -> http.get("/api/v1/health/ready").body().path("dependencies")
                    .path("redis").path("up").asBoolean());
            for (Case one : CASES) {
                ids.add(made(http, "hourly" + ids.size(), one.policies()));
            }
        }
        return ids;
    }

    private static String made(Http http, String name, String policies) throws Exception {
        Http.Answer made = http.post(SCHEDULES, "{\"name\": \"" + name + "\", \"trigger\": {\"every\": 3600},"
                + " \"action\": {\"start\": {\"source\": \"/data\", \"target\": \"/z/x\"}}, \"policies\": " + policies
                + '}');
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.text("id");
    }

    /** @return the first planned time */
    private static Instant setBack(ScheduleStore store, StoredSchedule stored) throws InterruptedException {
        ScheduleRecord record = Documents.read(stored);
        Schedule schedule = record.schedule();
        Every every = (Every) schedule.plan().trigger();
        Plan earlier = new Plan(Every.of(HOUR).anchoredAt(every.anchor().orElseThrow().minus(OFF)),
                schedule.plan().window());
        Schedule moved = Schedule.of(schedule.name(), earlier, schedule.policies(),
                every.anchor().orElseThrow().minus(OFF));
        ScheduleRecord changed = record.with(moved.with(schedule.state(), schedule.note(), moved.progress()));
        assertThat(store.change(new ScheduleChange(stored, Documents.content(changed), Optional.empty(), List.of())))
                .isPresent();
        return moved.progress().next().orElseThrow().planned();
    }

    private static List<LoggedRun> runs(ScheduleStore store, String id) throws InterruptedException {
        return store.runs(id, 0, 10).reversed().stream().map(Documents::read).toList();
    }

    private static List<String> outcomes(ScheduleStore store, String id) throws InterruptedException {
        return runs(store, id).stream().map(run -> run.outcome() + " " + run.times()).toList();
    }

    /** Each of the three planned times was decided once, whatever came of it, and the fourth is next. */
    private static void assertPlanned(TestCluster cluster, ScheduleStore store, String id, Instant first)
            throws InterruptedException {
        Instant planned = first;
        Map<RunOutcome, Long> times = new EnumMap<>(RunOutcome.class);
        for (LoggedRun run : runs(store, id)) {
            assertThat(run.planned()).isEqualTo(planned);
            planned = planned.plus(HOUR.multipliedBy(run.times()));
            times.merge(run.outcome(), run.times(), Long::sum);
            if (run.run().isPresent()) {
                Job job = cluster.jobs().byId(id + '.' + run.run().get()).orElseThrow();
                assertThat(job.origin().plannedAt()).contains(run.planned());
            }
        }
        assertThat(planned).isEqualTo(first.plus(HOUR.multipliedBy(3)));
        Progress progress = Documents.read(store.byId(id).orElseThrow()).schedule().progress();
        assertThat(progress.next().orElseThrow().planned()).as("time off shifts nothing").isEqualTo(planned);
        assertThat(progress.counts()).isEqualTo(new RunCounts(times.getOrDefault(RunOutcome.COMPLETED, 0L),
                times.getOrDefault(RunOutcome.SKIPPED, 0L), times.getOrDefault(RunOutcome.MISSED, 0L), 0));
    }
}

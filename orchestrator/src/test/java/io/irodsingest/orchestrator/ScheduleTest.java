package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Schedules as users have them, with two orchestrators on a real Redis and broker. */
class ScheduleTest {
    private static final String SCHEDULES = "/api/v1/schedules";
    private static final String START = "\"action\": {\"start\": {\"source\": \"/data\", \"target\": \"/z/x\"}}";

    private TestCluster cluster;
    private Orchestrator other;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        other = cluster.orchestrator();
        await().until(() -> http.get("/api/v1/health/ready").body().path("dependencies").path("redis").path("up")
                .asBoolean());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void eachPlannedTimeStartsOneJobWhichSaysOfWhatItIsARun() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        JsonNode made = create("nightly", "\"every\": 1, \"runs\": 3", "");
        assertThat(made.path("state").asText()).isEqualTo("ACTIVE");
        assertThat(made.path("trigger").path("every").asText()).isEqualTo("PT1S");

        await().atMost(Duration.ofSeconds(40)).until(() -> outcomes("nightly"),
                List.of("COMPLETED", "COMPLETED", "COMPLETED")::equals);
        assertThat(show("nightly").path("state").asText()).isEqualTo("ENDED");
        List<JsonNode> runs = runs("nightly");
        for (int i = 1; i <= 3; i++) {
            JsonNode run = runs.get(3 - i);
            Job job = cluster.jobs().byId(made.path("id").asText() + '.' + i).orElseThrow();
            assertThat(job.spec().name()).isEqualTo("nightly-" + i);
            assertThat(job.origin().runOf().orElseThrow().run()).isEqualTo(i);
            assertThat(job.origin().plannedAt()).contains(Instant.parse(run.path("planned").asText()));
            assertThat(run.path("job").asText()).isEqualTo(job.id());
            assertThat(Instant.parse(run.path("started").asText()))
                    .isAfterOrEqualTo(Instant.parse(run.path("planned").asText()));
        }
        Instant first = Instant.parse(runs.getLast().path("planned").asText());
        assertThat(runs.getFirst().path("planned").asText()).as("no drift")
                .isEqualTo(first.plusSeconds(2).toString());
        assertThat(http.get("/api/v1/jobs").body().path("total").asInt()).isEqualTo(3);
    }

    /** Another schedule that is made behind it and has all its runs shows how much time went by. */
    @Test
    void aScheduleThatIsCancelledStartsNothingMore() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        create("stale", "\"every\": 1", "");
        await().until(() -> !runs("stale").isEmpty());
        Http.Answer cancelled = http.send("DELETE", SCHEDULES + "/stale", "", "Accept", "*/*");
        int runs = cancelled.body().path("progress").path("counts").path("started").asInt();
        create("fresh", "\"every\": 1, \"runs\": 3", "");

        await().atMost(Duration.ofSeconds(40)).until(() -> show("fresh").path("state").asText(), "ENDED"::equals);

        assertThat(runs("stale")).hasSize(runs);
        assertThat(show("stale").path("progress").path("next").isMissingNode()).isTrue();
    }

    @Test
    void aTimeThatIsPastRunsAtOnceAndTheAnswerSaysSo() throws Exception {
        JsonNode made = create("late", "\"at\": \"2020-01-01T00:00:00Z\"", "");
        assertThat(made.path("note").asText()).isEqualTo("its time is past: it runs at once");
        await().until(() -> cluster.jobs().byName("late-1").isPresent());
        await().until(() -> show("late").path("state").asText(), "ENDED"::equals);
    }

    @Test
    void whatIsWrongIsRefusedInOneLine() throws Exception {
        create("taken", "\"in\": 3600", "");
        refused(409, "a schedule named 'taken' exists and has not ended", "taken", "\"in\": 3600", START);
        refused(400, "cron line '61 * * * *': minute '61' is not valid", "x", "\"cron\": \"61 * * * *\"", START);
        refused(400, "did you mean Europe/Berlin?", "x", "\"cron\": \"@daily\", \"zone\": \"Europe/Brelin\"", START);
        refused(400, "last '2026-01-01T00:00:00Z' is before first", "x",
                "\"every\": 60, \"first\": \"2027-01-01T00:00:00Z\", \"last\": \"2026-01-01T00:00:00Z\"", START);
        refused(400, "an interval is at least 1 second", "x", "\"every\": 0", START);
        refused(400, "runs '0' is too few", "x", "\"every\": 60, \"runs\": 0", START);
        refused(400, "nothing is planned: last '2020-01-01T00:00:00Z' comes before the first time", "x",
                "\"every\": 60, \"last\": \"2020-01-01T00:00:00Z\"", START);
        refused(400, "exactly one of at, in, every and cron, not none of them", "x", "", START);
        refused(400, "not in and every", "x", "\"in\": 1, \"every\": 60", START);
        refused(400, "zone does not go with in", "x", "\"in\": 1, \"zone\": \"UTC\"", START);
        refused(400, "schedule name 'a/b' is not usable", "a/b", "\"in\": 1", START);
        refused(400, "an action has exactly one of start, retry, batch and query", "x", "\"in\": 1", "\"action\": {}");
        refused(400, "target is missing", "x", "\"in\": 1", START.replace(", \"target\": \"/z/x\"", ""));
        refused(400, "interval does not go with a schedule", "x", "\"in\": 1",
                START.replace("}}", ", \"interval\": 60}}"));
        refused(404, "there is no job 'nowhere'", "x", "\"in\": 1", "\"action\": {\"retry\": \"nowhere\"}");
        refused(400, "missed_most goes with missed CATCH_UP only", "x", "\"in\": 1",
                START + ", \"policies\": {\"missed_most\": 3}");
        refused(400, "overlap 'NEVER' is not known", "x", "\"in\": 1",
                START + ", \"policies\": {\"overlap\": \"NEVER\"}");
        refused(400, "job_name does not go with overlap START_ANYWAY", "x", "\"in\": 1",
                START.replace("}}", ", \"job_name\": \"n\"}}") + ", \"policies\": {\"overlap\": \"START_ANYWAY\"}");
        refused(400, "unknown field 'wat'", "x", "\"in\": 1", START + ", \"wat\": 1");
        refused(400, "an S3 key pair cannot be kept safe here", "x", "\"in\": 1",
                START.replace("}}", ", \"s3\": {\"access_key\": \"a\", \"secret_key\": \"b\"}}}"));
        for (String[] order : new String[][]{{"DELETE", ""}, {"POST", "/pause"}, {"POST", "/resume"},
                {"POST", "/trigger"}, {"POST", "/move?to=2030-01-01T00:00:00Z"}}) {
            Http.Answer unknown = http.send(order[0], SCHEDULES + "/nobody" + order[1], "", "Accept", "*/*");
            assertThat(unknown.status()).isEqualTo(404);
            assertThat(unknown.text("detail")).isEqualTo("there is no schedule 'nobody'");
        }
        assertThat(http.get(SCHEDULES).body().path("schedules")).hasSize(1);
    }

    @Test
    void aRunThatIsGoingIsNotDisturbedByTheNext() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.worker(PretendedWork.ofTasks(1).behind(gate));
        create("busy", "\"every\": 1", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> show("busy").path("progress").path("counts").path("skipped").asInt() >= 2);
        assertThat(show("busy").path("progress").path("counts").path("started").asInt()).isEqualTo(1);
        Http.Answer refused = http.post(SCHEDULES + "/busy/trigger", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("run 1 of schedule 'busy' is still going");
        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs().byName("busy-2").isPresent());
    }

    @Test
    void oneRunWaitsForTheOneThatIsGoing() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.worker(PretendedWork.ofTasks(1).behind(gate));
        create("queue", "\"every\": 1", "\"overlap\": \"WAIT\"");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> show("queue").path("progress").path("counts").path("skipped").asInt() >= 1);
        assertThat(show("queue").path("progress").path("waiting")).hasSize(1);
        String waits = show("queue").path("progress").path("waiting").get(0).asText();
        gate.countDown();
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs().byName("queue-2").isPresent());
        assertThat(cluster.jobs().byName("queue-2").orElseThrow().origin().plannedAt()).contains(Instant.parse(waits));
    }

    @Test
    void theOtherRunIsStoppedFirst() throws Exception {
        PretendedWork work = PretendedWork.ofTasks(1).behind(new CountDownLatch(1));
        cluster.worker(work);
        create("newest", "\"every\": 5, \"runs\": 2", "\"overlap\": \"STOP_OTHER\"");
        await().atMost(Duration.ofSeconds(40)).until(() -> cluster.jobs().byName("newest-2").isPresent());
        assertThat(cluster.jobs().byName("newest-1").orElseThrow().state().name()).isEqualTo("STOPPED");
        await().until(() -> outcomes("newest"), List.of("GOING", "STOPPED")::equals);
    }

    @Test
    void aScheduleIsPausedWhenARunFailsIfThatIsWanted() throws Exception {
        cluster.worker(PretendedWork.failingJobs("no such source"));
        create("careful", "\"every\": 1", "\"pause_on_failure\": true");
        await().atMost(Duration.ofSeconds(30)).until(() -> show("careful").path("state").asText(), "PAUSED"::equals);
        assertThat(show("careful").path("note").asText()).isEqualTo("run 1 was FAILED: no such source");
        assertThat(show("careful").path("progress").path("counts").path("failed").asInt()).isEqualTo(1);
        await().until(() -> show("careful").path("progress").path("counts").path("skipped").asInt() > 0);
        assertThat(http.post(SCHEDULES + "/careful/resume", "").text("state")).isEqualTo("ACTIVE");
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs().byName("careful-2").isPresent());
    }

    @Test
    void aRunThatCannotBeStartedIsCountedAndHarmsNoOther() throws Exception {
        http.post("/api/v1/jobs", "{\"source\": \"/a\", \"target\": \"/z/a\", \"job_name\": \"fixed\"}");
        create("blocked", "\"every\": 1", "", START.replace("}}", ", \"job_name\": \"fixed\"}}"));
        create("free", "\"every\": 1, \"runs\": 2", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> show("blocked").path("progress").path("counts").path("failed").asInt() >= 2);
        assertThat(runs("blocked").getLast().path("outcome").asText()).isEqualTo("NOT_STARTED");
        assertThat(runs("blocked").getLast().path("reason").asText())
                .isEqualTo("a job named 'fixed' exists and is QUEUED");
        assertThat(show("blocked").path("state").asText()).isEqualTo("ACTIVE");
        await().until(() -> cluster.jobs().byName("free-1").isPresent());
    }

    @Test
    void anotherOrchestratorGoesOnWhenOneEnds() throws Exception {
        create("steady", "\"every\": 1, \"runs\": 6", "\"overlap\": \"START_ANYWAY\"");
        await().until(() -> cluster.jobs().byName("steady-2").isPresent());
        other.close();
        await().atMost(Duration.ofSeconds(40)).until(() -> show("steady").path("state").asText(), "ENDED"::equals);
        assertThat(http.get("/api/v1/jobs").body().path("total").asInt()).isEqualTo(6);
        assertThat(show("steady").path("progress").path("counts").path("missed").asInt()).isZero();
    }

    @Test
    void aScheduleIsChangedMovedTriggeredBackfilledAndCancelled() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        JsonNode made = create("many", "\"cron\": \"0 0 * * *\", \"zone\": \"Europe/Berlin\"", "");
        assertThat(made.path("version").asLong()).isEqualTo(1);
        Http.Answer stale = http.post(SCHEDULES + "/many/update", "{\"version\": 7, \"description\": \"d\"}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("detail")).contains("has version 1, not 7");
        Http.Answer changed = http.post(SCHEDULES + "/many/update",
                "{\"version\": 1, \"description\": \"d\", \"metadata\": {\"team\": \"a\"},"
                        + " \"trigger\": {\"every\": 3600, \"anchor\": \"00:05\"}}");
        assertThat(changed.body().path("version").asLong()).isEqualTo(2);
        assertThat(changed.body().path("progress").path("next").path("planned").asText()).contains(":05:00Z");
        assertThat(http.get(SCHEDULES + "?metadata=team=a").body().path("schedules")).hasSize(1);
        assertThat(http.get(SCHEDULES + "?metadata=team=b").body().path("schedules")).isEmpty();
        assertThat(http.get(SCHEDULES + "?state=PAUSED").body().path("schedules")).isEmpty();

        Instant next = Instant.parse(changed.body().path("progress").path("next").path("planned").asText());
        JsonNode upcoming = http.get(SCHEDULES + "/many/upcoming?limit=2").body().path("times");
        assertThat(List.of(upcoming.get(0).asText(), upcoming.get(1).asText())).containsExactly(next.toString(),
                next.plusSeconds(3600).toString());
        Http.Answer far = http.post(SCHEDULES + "/many/move?to=" + next.plusSeconds(3600), "");
        assertThat(far.status()).isEqualTo(400);
        assertThat(far.text("detail")).contains("is not before the run after the next one");
        Http.Answer moved = http.post(SCHEDULES + "/many/move?to=" + next.plusSeconds(60), "");
        assertThat(moved.body().path("progress").path("next").path("start").asText())
                .isEqualTo(next.plusSeconds(60).toString());
        assertThat(moved.body().path("progress").path("next").path("planned").asText()).isEqualTo(next.toString());

        http.post(SCHEDULES + "/many/pause?note=vacation", "");
        assertThat(show("many").path("note").asText()).isEqualTo("vacation");
        assertThat(http.post(SCHEDULES + "/many/trigger", "").body().path("started").asInt()).isEqualTo(1);
        await().until(() -> outcomes("many"), List.of("COMPLETED")::equals);
        Http.Answer filled = http.post(SCHEDULES + "/many/backfill?from=" + next.minusSeconds(3 * 3600) + "&to="
                + next.minusSeconds(3600), "");
        assertThat(filled.body().path("started").asInt() + filled.body().path("waiting").asInt()).isEqualTo(3);
        await().atMost(Duration.ofSeconds(30)).until(() -> outcomes("many"),
                List.of("COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED")::equals);
        assertThat(runs("many").getFirst().path("cause").asText()).isEqualTo("BACKFILL");
        assertThat(runs("many").getFirst().path("planned").asText()).isEqualTo(next.minusSeconds(3600).toString());

        assertThat(http.get(SCHEDULES + "-count?until=2100-01-01T00:00:00Z").body().path("count").asInt())
                .isEqualTo(1);
        Http.Answer cancelled = http.send("DELETE", SCHEDULES + "/many", "", "Accept", "*/*");
        assertThat(cancelled.text("state")).isEqualTo("ENDED");
        assertThat(cancelled.text("note")).isEqualTo("cancelled by local");
        assertThat(http.send("DELETE", SCHEDULES + "/many", "", "Accept", "*/*").status()).isEqualTo(409);
        assertThat(create("many", "\"in\": 3600", "").path("id")).isNotEqualTo(made.path("id"));
    }

    @Test
    void aRepetitionOfAWishMakesNoSecondSchedule() throws Exception {
        String wish = "{\"name\": \"once\", \"id\": \"mine\", \"trigger\": {\"in\": 3600}, " + START + '}';
        assertThat(http.post(SCHEDULES, wish).status()).isEqualTo(201);
        assertThat(http.post(SCHEDULES, wish).status()).isEqualTo(200);
        Http.Answer another = http.post(SCHEDULES, wish.replace("3600", "7200"));
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.text("detail")).contains("id 'mine' was used for another wish");
    }

    @Test
    void failuresOfAJobAreTriedAgainAtATime() throws Exception {
        cluster.worker(PretendedWork.ofTasks(2).ofWhichFail(1));
        http.post("/api/v1/jobs",
                "{\"source\": \"/a\", \"target\": \"/z/a\", \"job_name\": \"partly\", \"max_retries\": 0}");
        await().until(() -> cluster.jobs().byName("partly").orElseThrow().state().name(),
                "COMPLETED_WITH_FAILURES"::equals);
        create("again", "\"in\": 0", "", "\"action\": {\"retry\": \"partly\"}");
        await().atMost(Duration.ofSeconds(30)).until(() -> outcomes("again"),
                outcomes -> outcomes.size() == 1 && !outcomes.contains("GOING"));
        assertThat(runs("again").getFirst().path("job").asText())
                .isEqualTo(cluster.jobs().byName("partly").orElseThrow().id());
    }

    /** As in rq-scheduler's report 294, where a job that was planned again while it was at work got lost. */
    @Test
    void aScheduleThatIsMadeAnewWhileARunOfTheOldOneGoesOnIsNotLost() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        cluster.worker(PretendedWork.ofTasks(1).behind(gate));
        JsonNode old = create("loop", "\"in\": 0", "");
        await().until(() -> cluster.jobs().byName("loop-1").isPresent());
        JsonNode anew = create("loop", "\"in\": 0", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> cluster.jobs().byId(anew.path("id").asText() + ".1").isPresent());
        assertThat(cluster.jobs().byId(anew.path("id").asText() + ".1").orElseThrow().spec().name())
                .isEqualTo("loop-1-" + anew.path("id").asText().substring(0, 6));
        gate.countDown();
        for (JsonNode made : List.of(old, anew)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> outcomes(made.path("id").asText()),
                    List.of("COMPLETED")::equals);
        }
    }

    @Test
    void whatIsDueIsStartedOnceOnDemand() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        create("demanded", "\"at\": \"2020-01-01T00:00:00Z\"", "");
        JsonNode due = http.post(SCHEDULES + "-run-due", "").body();
        assertThat(due.path("started").asInt()).as("an orchestrator may have been quicker").isLessThanOrEqualTo(1);
        assertThat(due.path("failed").asInt()).isZero();
        await().until(() -> outcomes("demanded"), List.of("COMPLETED")::equals);
        assertThat(http.post(SCHEDULES + "-run-due", "").body().path("started").asInt()).isZero();
    }

    /** Among the periodic jobs, as those with an interval, are runs that another one follows; a single job or the last run is not. */
    @Test
    void aListOfJobsTellsRunsThatGoOnFromOthers() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1).behind(new CountDownLatch(1)));
        http.post("/api/v1/jobs", "{\"source\": \"/a\", \"target\": \"/z/a\", \"job_name\": \"single\"}");
        create("hourly", "\"every\": 3600", "");
        http.post(SCHEDULES + "/hourly/trigger", "");
        create("last", "\"in\": 0", "");
        await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jobs().byName("last-1").isPresent());

        JsonNode list = http.get("/api/v1/jobs").body();

        assertThat(list.path("periodic").findValuesAsText("job_name")).containsExactly("hourly-1");
        assertThat(list.path("singlepass").findValuesAsText("job_name")).containsExactlyInAnyOrder("single", "last-1");
        http.send("DELETE", SCHEDULES + "/hourly", "", "Accept", "*/*");
        assertThat(http.get("/api/v1/jobs").body().path("periodic")).as("nothing repeats it any more").isEmpty();
    }

    @Test
    void timesOfATriggerAreShownBeforeItIsSaved() throws Exception {
        JsonNode times = http.post(SCHEDULES + "-upcoming?limit=3",
                "{\"cron\": [\"30 2 29 3 *\"], \"zone\": \"Europe/Berlin\"}").body();
        assertThat(times.path("zone").asText()).isEqualTo("Europe/Berlin");
        assertThat(times.path("times")).hasSize(3);
        assertThat(times.path("local").get(0).asText()).contains("-03-29T");
        assertThat(http.get(SCHEDULES).body().path("schedules")).isEmpty();
    }

    private JsonNode create(String name, String trigger, String policies) throws Exception {
        return create(name, trigger, policies, START);
    }

    private JsonNode create(String name, String trigger, String policies, String action) throws Exception {
        Http.Answer made = http.post(SCHEDULES, "{\"name\": \"" + name + "\", \"trigger\": {" + trigger + "}, " + action
                + ", \"policies\": {" + policies + "}}");
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
        return made.body();
    }

    private void refused(int status, String why, String name, String trigger, String rest) throws Exception {
        Http.Answer refused = http.post(SCHEDULES,
                "{\"name\": \"" + name + "\", \"trigger\": {" + trigger + "}, " + rest + '}');
        assertThat(refused.text("detail")).contains(why).doesNotContain("\n");
        assertThat(refused.status()).isEqualTo(status);
    }

    private JsonNode show(String name) throws Exception {
        return http.get(SCHEDULES + '/' + name).body();
    }

    private List<JsonNode> runs(String name) throws Exception {
        return StreamSupport.stream(http.get(SCHEDULES + '/' + name + "/runs").body().path("runs").spliterator(), false)
                .toList();
    }

    private List<String> outcomes(String name) throws Exception {
        return runs(name).stream().map(run -> run.path("outcome").asText()).toList();
    }
}

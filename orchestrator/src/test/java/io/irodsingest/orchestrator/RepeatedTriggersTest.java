package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trigger or a backfill that is sent again, because its answer was lost, starts no second run. */
class RepeatedTriggersTest {
    private static final String SCHEDULES = "/api/v1/schedules";
    private static final Duration SLOW = Duration.ofSeconds(60);

    private TestCluster cluster;
    private Http http;
    private Http other;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        other = new Http(cluster.orchestrator().uri());
        await().atMost(SLOW).until(() -> other.get("/api/v1/health/ready").status() == 200
                && http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aTriggerWithTheSameKeyStartsOneRunWhateverHasBecomeOfTheScheduleSince() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1).behind(new CountDownLatch(1)));
        create("nightly", "");

        Http.Answer first = send(http, "/nightly/trigger", "key-1");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.body().path("started").asInt()).isEqualTo(1);

        assertThat(send(other, "/nightly/trigger", "key-1").body()).as("though a run is going").isEqualTo(first.body());
        Http.Answer another = send(other, "/nightly/trigger", "key-2");
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.text("detail")).contains("run 1 of schedule 'nightly' is still going");
        http.send("DELETE", SCHEDULES + "/nightly", "", "Accept", "*/*");
        assertThat(send(http, "/nightly/trigger", "key-1").body()).as("though it has ended").isEqualTo(first.body());
        assertThat(send(http, "/nightly/trigger", "key-2").text("detail")).contains("has ended already");
        assertThat(runs("nightly")).hasSize(1);
    }

    @Test
    void aBackfillWithTheSameKeyStartsItsRunsOnce() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        create("hourly", "");
        Instant last = Instant.now().minus(Duration.ofMinutes(1));
        String three = "/hourly/backfill?from=" + last.minus(Duration.ofHours(3)) + "&to=" + last;

        Http.Answer first = send(http, three, "key");
        assertThat(first.body().path("started").asInt() + first.body().path("waiting").asInt()).isEqualTo(3);
        assertThat(send(other, three, "key").body()).isEqualTo(first.body());

        Http.Answer wider = send(http, three.replace("from=" + last.minus(Duration.ofHours(3)),
                "from=" + last.minus(Duration.ofHours(5))), "key");
        assertThat(wider.status()).isEqualTo(409);
        assertThat(wider.text("detail")).contains("Idempotency-Key was used for another wish, a backfill from "
                + last.minus(Duration.ofHours(3)) + " to " + last + " of schedule 'hourly'");
        assertThat(send(http, "/hourly/trigger", "key").status()).isEqualTo(409);
        assertThat(send(http, "/hourly/trigger", "").status()).as("no key can be empty").isEqualTo(400);
        await().atMost(SLOW).until(() -> runs("hourly").stream().map(run -> run.path("outcome").asText()).toList(),
                List.of("COMPLETED", "COMPLETED", "COMPLETED")::equals);
        assertThat(send(other, three, "key").body()).as("when they are over").isEqualTo(first.body());
        assertThat(http.get("/api/v1/jobs").body().path("total").asInt()).isEqualTo(3);
    }

    @Test
    void triggersThatComeTogetherStartOneRun() throws Exception {
        cluster.worker(PretendedWork.ofTasks(1));
        create("together", "\"overlap\": \"START_ANYWAY\"");
        List<Callable<Http.Answer>> wishes = IntStream.range(0, 10).<Callable<Http.Answer>>mapToObj(
                i -> () -> send(i % 2 == 0 ? http : other, "/together/trigger", "same")).toList();

        List<JsonNode> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(wishes.size())) {
            for (Future<Http.Answer> answer : threads.invokeAll(wishes)) {
                answers.add(answer.get().body());
            }
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer.path("started").asInt()).isEqualTo(1));
        assertThat(runs("together")).hasSize(1);
        assertThat(send(http, "/together/trigger", "another").body().path("started").asInt()).isEqualTo(1);
        assertThat(runs("together")).hasSize(2);
    }

    private void create(String name, String policies) throws Exception {
        Http.Answer made = http.post(SCHEDULES, "{\"name\": \"" + name + "\", \"trigger\": {\"every\": 3600},"
                + " \"action\": {\"start\": {\"source\": \"/data\", \"target\": \"/z/x\"}}, \"policies\": {" + policies
                + "}}");
        assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    }

    private static Http.Answer send(Http to, String path, String key) throws Exception {
        return to.send("POST", SCHEDULES + path, "", "Idempotency-Key", key);
    }

    private List<JsonNode> runs(String name) throws Exception {
        List<JsonNode> runs = new ArrayList<>();
        http.get(SCHEDULES + '/' + name + "/runs").body().path("runs").forEach(runs::add);
        return runs;
    }
}

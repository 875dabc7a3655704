package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An orchestrator on a machine whose clock is wrong starts nothing early or late, for Redis' clock decides. */
class WrongClockTest {
    private static final String SCHEDULES = "/api/v1/schedules";
    private static final int RUNS = 4;
    private static final Duration SLOW = Duration.ofSeconds(45);

    @ParameterizedTest
    @ValueSource(ints = {-20, 20})
    void anOrchestratorWhoseClockIsOffKeepsThePlan(int minutes) throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            Orchestrator wrong = cluster.orchestrator(TestCluster.settings(),
                    Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutes)));
            cluster.worker(PretendedWork.ofTasks(1));
            Http http = new Http(wrong.uri());
            await().atMost(SLOW).until(() -> http.get("/api/v1/health/ready").body().path("dependencies").path("redis")
                    .path("up").asBoolean());
            Instant before = Instant.now();

            Http.Answer made = http.post(SCHEDULES,
                    "{\"name\": \"steady\", \"trigger\": {\"every\": 1, \"runs\": " + RUNS
                            + "}, \"action\": {\"start\": {\"source\": \"/data\", \"target\": \"/z/x\"}},"
                            + " \"policies\": {\"overlap\": \"START_ANYWAY\"}}");

            assertThat(made.status()).as(made.response().body()).isEqualTo(201);
            await().atMost(SLOW).until(() -> http.get(SCHEDULES + "/steady").body().path("state").asText(),
                    "ENDED"::equals);
            JsonNode runs = await().atMost(SLOW).until(() -> http.get(SCHEDULES + "/steady/runs").body().path("runs"),
                    found -> found.findValues("started").size() == RUNS);
            assertThat(runs).hasSize(RUNS).allSatisfy(run -> {
                Instant planned = Instant.parse(run.path("planned").asText());
                assertThat(planned).isBetween(before, before.plus(SLOW));
                assertThat(Duration.between(planned, Instant.parse(run.path("started").asText())))
                        .isBetween(Duration.ZERO, SLOW);
            });
            assertThat(http.get(SCHEDULES + "/steady").body().path("progress").path("counts").path("missed").asInt())
                    .isZero();
        }
    }
}

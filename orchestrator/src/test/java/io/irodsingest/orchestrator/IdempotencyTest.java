package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A wish that is sent again, because its answer was lost, makes no second job. */
class IdempotencyTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String WISH = "{\"source\": \"/data\", \"target\": \"/z/x\"}";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aRepetitionIsAnsweredWithTheSameJob() throws Exception {
        Http.Answer first = start("key-1", WISH);
        assertThat(first.status()).isEqualTo(201);
        Http.Answer again = start("key-1", WISH);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("id")).isEqualTo(first.text("id"));
        assertThat(again.response().headers().firstValue("Location"))
                .isEqualTo(first.response().headers().firstValue("Location"));
        Http.Answer named = start("key-2", WISH.replace("}", ", \"job_name\": \"n\"}"));
        assertThat(start("key-2", WISH.replace("}", ", \"job_name\": \"n\"}")).text("id")).isEqualTo(named.text("id"));
        assertThat(http.get(JOBS).body().path("total").intValue()).isEqualTo(2);

        http.post(JOBS + '/' + first.text("id") + "/stop", "");
        assertThat(start("key-1", WISH).text("state")).isEqualTo("STOPPED");
    }

    @Test
    void anotherWishNeedsAnotherKey() throws Exception {
        start("key", WISH);
        Http.Answer other = start("key", WISH.replace("/z/x", "/z/y"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("detail")).contains("Idempotency-Key was used for another wish");
        assertThat(start("", WISH).status()).isEqualTo(400);
        assertThat(start("x".repeat(201), WISH).status()).isEqualTo(400);
        assertThat(http.get(JOBS).body().path("total").intValue()).isEqualTo(1);
    }

    @Test
    void anIdThatIsChosenIsThatOfTheJobForEver() throws Exception {
        String wish = WISH.replace("}", ", \"id\": \"night-2026.11_27\"}");
        Http.Answer first = http.post(JOBS, wish);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("id")).isEqualTo("night-2026.11_27");
        Http.Answer again = http.post(JOBS, wish);
        assertThat(again.status()).as("there is one already").isEqualTo(200);
        assertThat(again.text("job_name")).isEqualTo(first.text("job_name"));
        assertThat(again.body().has("planned_at")).isFalse();
        assertThat(again.body().has("run_of")).isFalse();

        http.post(JOBS + "/night-2026.11_27/stop", "");
        assertThat(http.post(JOBS, wish).text("state")).isEqualTo("STOPPED");
        Http.Answer other = http.post(JOBS, wish.replace("/z/x", "/z/y"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("detail")).contains("id 'night-2026.11_27' was used for another wish");
        assertThat(http.get(JOBS).body().path("total").intValue()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAnIdIsRefused() throws Exception {
        for (String id : List.of("", ".", "-a", "a/b", "a b", "x".repeat(101))) {
            Http.Answer refused = http.post(JOBS, WISH.replace("}", ", \"id\": \"" + id + "\"}"));
            assertThat(refused.status()).as(id).isEqualTo(400);
            assertThat(refused.text("detail")).contains("id '" + id + "'");
        }
    }

    @Test
    void wishesThatComeTogetherMakeOneJobThatIsDone() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));
        List<Callable<Http.Answer>> wishes = Stream.generate(() -> (Callable<Http.Answer>) () -> start("same", WISH))
                .limit(8).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<String> ids = threads.invokeAll(wishes).stream().map(IdempotencyTest::id).distinct()
                    .toList();
            assertThat(ids).hasSize(1);
            await().until(() -> http.get(JOBS + '/' + ids.getFirst()).text("state")
                    .equals("COMPLETED"));
        }
        assertThat(http.get(JOBS).body().path("total").intValue()).isEqualTo(1);
    }

    private static String id(Future<Http.Answer> answer) {
        try {
            return answer.get().text("id");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private Http.Answer start(String key, String wish) throws Exception {
        return http.send("POST", JOBS, wish, "Content-Type", "application/json", "Idempotency-Key", key);
    }
}

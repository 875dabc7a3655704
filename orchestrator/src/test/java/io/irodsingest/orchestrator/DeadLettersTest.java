package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.Broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Poison messages are kept with a reason, and can be looked at, sent back and dropped; the worker goes on. */
class DeadLettersTest {
    private static final String LETTERS = "/api/v1/dead-letters";
    private static final String TASK = "{\"v\":1,\"job\":\"j\",\"number\":1,\"nonce\":\"n\",\"task\":%s}";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void everyKindOfPoisonIsKeptWithItsReason() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));
        cluster.publish("file", "no JSON at all");
        cluster.publish("path", TASK.formatted("{\"type\":\"Dance\"}"));
        cluster.publish("restart",
                "{\"v\":99,\"job\":\"j\",\"number\":1,\"nonce\":\"n\",\"task\":{\"type\":\"StartPass\"}}");
        cluster.publish("file", "{\"v\":1,\"number\":1,\"task\":{\"type\":\"StartPass\"}}");
        cluster.publish("file", TASK.formatted("{\"type\":\"SyncFiles\",\"groups\":7}"));
        cluster.publish("delete", "");

        await().atMost(30, TimeUnit.SECONDS).until(() -> letters().path("total").intValue() == 6);
        assertThat(letters().findValuesAsText("reason")).satisfiesExactlyInAnyOrder(
                reason -> assertThat(reason).contains("Unrecognized token 'no'"),
                reason -> assertThat(reason).contains("Dance"),
                reason -> assertThat(reason).contains("version 99 is not known; this worker reads up to 1"),
                reason -> assertThat(reason).contains("job, nonce or task is missing"),
                reason -> assertThat(reason).contains("Cannot deserialize"),
                reason -> assertThat(reason).contains("No content"));
        http.post("/api/v1/jobs", "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"after\"}");
        await().until(() -> http.get("/api/v1/jobs/after").text("state").equals("COMPLETED"));
    }

    @Test
    void aMessageOfTwentyMegabytesIsKept() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));

        if (!cluster.publishRaw("file", 20 << 20)) {
            // a broker that refuses it cannot pass it on
            return;
        }

        await().atMost(60, TimeUnit.SECONDS).until(() -> letters().path("total").intValue() == 1);
        JsonNode letter = letters().path("dead_letters").path(0);
        assertThat(letter.path("size").intValue()).isEqualTo(20 << 20);
        assertThat(letter.path("beginning").textValue()).hasSize(500);
        String id = letter.path("id").textValue();
        Http.Answer refused = http.post(LETTERS + "/" + id + "/requeue", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("is too large to be sent again");
        http.post("/api/v1/jobs", "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"after\"}");
        await().until(() -> http.get("/api/v1/jobs/after").text("state").equals("COMPLETED"));
    }

    @Test
    void theyAreShownDroppedAndSentBack() throws Exception {
        cluster.deadLetter("file", "one", "first reason");
        cluster.deadLetter("file", "two", "second reason");
        cluster.deadLetter("file", "two", "second reason");
        cluster.deadLetter("path", "three", "third reason");
        await().until(() -> letters().path("total").intValue() == 3);
        JsonNode page = http.get(LETTERS + "?offset=1&limit=1").body();
        assertThat(page.path("dead_letters")).hasSize(1);
        String second = page.path("dead_letters").path(0).path("id").textValue();
        assertThat(http.get(LETTERS + "/" + second).text("reason")).isEqualTo("second reason");
        assertThat(http.get(LETTERS + "/" + second).text("beginning")).isEqualTo("two");

        assertThat(http.send("DELETE", LETTERS + "/" + second, "", "Accept", "*/*").body().path("left").intValue())
                .isEqualTo(2);
        assertThat(http.get(LETTERS + "/" + second).status()).isEqualTo(404);
        assertThat(http.post(LETTERS + "/requeue", "").body().path("done").intValue()).isEqualTo(2);
        assertThat(letters().path("total").intValue()).isZero();
        assertThat(cluster.ports().broker().depth("file").ready()).isEqualTo(1);
        assertThat(cluster.ports().broker().depth("path").ready()).isEqualTo(1);
        assertThat(cluster.ports().broker().depth(Broker.DEAD_LETTER_QUEUE).ready()).isZero();
        assertThat(http.send("DELETE", LETTERS, "", "Accept", "*/*").body().path("done").intValue()).isZero();
    }

    private JsonNode letters() throws Exception {
        return http.get(LETTERS).body();
    }
}

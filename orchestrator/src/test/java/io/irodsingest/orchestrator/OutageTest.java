package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.testservers.BrokerServer.Shortage;
import io.irodsingest.testservers.TestServer;
import io.irodsingest.testservers.TestServers;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final String JOBS = "/api/v1/jobs";
    private static final String JOB = "{\"source\": \"/data\", \"target\": \"/z/x\"}";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(servers().allMatch(TestServer::canStop), "these servers are not the tests' own");
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
        await().until(() -> http.get("/api/v1/health/ready").status() == 200);
    }

    @AfterEach
    void end() throws Exception {
        servers().forEach(TestServer::start);
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void withoutRedisRequestsAreAnsweredWithTheReasonUntilItIsBack() throws Exception {
        String id = http.post(JOBS, JOB).text("id");
        TestServers.redis().stop();

        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 503);
        assertThat(http.get("/api/v1/health").body().path("dependencies").path("redis").path("reason").asText())
                .isNotEmpty();
        for (Http.Answer answer : new Http.Answer[]{http.get(JOBS), http.get(JOBS + "/" + id), http.post(JOBS, JOB),
                http.post(JOBS + "/" + id + "/stop", ""), http.get("/api/v1/workers")}) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.mediaType()).isEqualTo("application/problem+json");
            assertThat(answer.text("detail")).startsWith("waiting for Redis since");
        }
        assertThat(http.get("/api/v1/health/live").status()).isEqualTo(204);
        assertThat(http.get("/metrics").response().body())
                .contains("irods_ingest_dependency_up{dependency=\"redis\"} 0");

        TestServers.redis().start();

        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 200);
        assertThat(http.get(JOBS + "/" + id).text("state")).isEqualTo("QUEUED");
    }

    @Test
    void withoutABrokerJobsAreShownAndNewOnesRefused() throws Exception {
        String id = http.post(JOBS, JOB).text("id");
        TestServers.broker().stop();

        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 503);
        assertThat(http.get(JOBS + "/" + id).body().path("waiting_for").toString()).contains("RabbitMQ since");
        Http.Answer refused = http.post(JOBS, JOB);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("detail")).contains("RabbitMQ");
        assertThat(http.get(JOBS).body().path("singlepass")).hasSize(1);

        TestServers.broker().start();

        await().atMost(60, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 200);
        assertThat(http.post(JOBS, JOB).status()).isEqualTo(201);
    }

    @Test
    void whatRedisRefusesIsToldForAsLongAsItLasts() throws Exception {
        String id = http.post(JOBS, JOB).text("id");
        TestServers.redis().limitMemory(1);
        try {
            assertToldUntilItIsOver("redis", "command not allowed when used memory > 'maxmemory'", id);
        } finally {
            TestServers.redis().limitMemory(0);
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 200);
        assertThat(http.post(JOBS, JOB).status()).isEqualTo(201);
    }

    @Test
    void anAlarmOfTheBrokerIsToldForAsLongAsItLasts() throws Exception {
        String id = http.post(JOBS, JOB).text("id");
        assumeTrue(TestServers.broker().canRunShort(), "this broker has no alarms");
        TestServers.broker().runShort(Shortage.MEMORY);
        try {
            assertToldUntilItIsOver("rabbitmq", "RabbitMQ blocks publishers: ", id);
        } finally {
            TestServers.broker().recover();
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 200);
        assertThat(http.post(JOBS, JOB).status()).isEqualTo(201);
    }

    /** Looks at Redis and the broker are answered meanwhile, and must not end the wait. */
    private void assertToldUntilItIsOver(String server, String words, String job) throws Exception {
        await().atMost(30, TimeUnit.SECONDS).until(() -> http.get("/api/v1/health").status() == 503);
        await().during(4, TimeUnit.SECONDS).atMost(10, TimeUnit.SECONDS).until(
                () -> http.get("/api/v1/health").body().path("dependencies").path(server).path("reason").asText()
                        .contains(words));
        assertThat(http.get(JOBS + "/" + job).body().path("waiting_for").toString()).contains(words);
        Http.Answer refused = http.post(JOBS, JOB);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("detail")).contains(words);
    }

    private static Stream<TestServer> servers() {
        return Stream.of(TestServers.redis(), TestServers.broker());
    }
}

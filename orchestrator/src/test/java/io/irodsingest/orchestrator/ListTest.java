package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** The list of jobs, page by page, and what is told of jobs whose records cannot be read. */
class ListTest {
    private static final String JOBS = "/api/v1/jobs";

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
    void pagesAreTheNewestFirstAndEachIsTheOldestFirst() throws Exception {
        for (int i = 0; i < 7; i++) {
            started("job " + i);
        }

        assertThat(names(JOBS)).containsExactly("job 0", "job 1", "job 2", "job 3", "job 4", "job 5", "job 6");
        assertThat(http.get(JOBS).body().has("next")).as("nobody has asked for a page").isFalse();
        JsonNode page = http.get(JOBS + "?limit=3").body();
        assertThat(page.path("singlepass").findValuesAsText("job_name")).containsExactly("job 4", "job 5", "job 6");
        assertThat(page.path("total").intValue()).isEqualTo(7);
        started("job 7");
        page = http.get(JOBS + "?limit=3&after=" + page.path("next").textValue()).body();
        assertThat(page.path("singlepass").findValuesAsText("job_name")).containsExactly("job 1", "job 2", "job 3");
        page = http.get(JOBS + "?limit=3&after=" + page.path("next").textValue()).body();
        assertThat(page.path("singlepass").findValuesAsText("job_name")).containsExactly("job 0");
        assertThat(page.has("next")).isFalse();
        assertThat(names(JOBS + "?offset=2&limit=2")).containsExactly("job 4", "job 5");
    }

    @Test
    void statesAndNamesAreLookedFor() throws Exception {
        started("lab a");
        started("lab b");
        started("other");
        http.post(JOBS + "/other/pause", "");
        http.post(JOBS + "/lab%20a/pause", "");

        assertThat(names(JOBS + "?state=PAUSED")).containsExactly("lab a", "other");
        assertThat(names(JOBS + "?name=lab*")).containsExactly("lab a", "lab b");
        assertThat(names(JOBS + "?name=other")).containsExactly("other");
        assertThat(names(JOBS + "?state=PAUSED&name=lab*&limit=5")).containsExactly("lab a");
        assertThat(names(JOBS + "?state=FAILED")).isEmpty();
    }

    @Test
    void sourcesAndSchedulesAreLookedFor() throws Exception {
        for (String source : List.of("/data/a", "/data/b", "/other", "/data/a", "/data/c")) {
            http.post(JOBS,
                    "{\"source\": \"" + source + "\", \"target\": \"/z/x\", \"job_name\": \""
                            + source.substring(1).replace('/', '-')
                            + (names(JOBS).size() + 1) + "\"}");
        }
        http.post("/api/v1/schedules", """
                {"name": "now and then", "trigger": {"every": 86400},
                 "action": {"start": {"source": "/data/run", "target": "/z/x"}}}""");
        http.post("/api/v1/schedules/now%20and%20then/trigger", "");
        await().atMost(60, TimeUnit.SECONDS).until(() -> names(JOBS).size() == 6);

        assertThat(names(JOBS + "?source=/data/a")).containsExactly("data-a1", "data-a4");
        assertThat(names(JOBS + "?source=/data/*&name=data*")).containsExactly("data-a1", "data-b2", "data-a4",
                "data-c5");
        JsonNode page = http.get(JOBS + "?source=/data/*&name=data*&limit=2").body();
        assertThat(page.path("singlepass").findValuesAsText("job_name")).containsExactly("data-a4", "data-c5");
        assertThat(page.path("total").intValue()).isEqualTo(2);
        assertThat(names(JOBS + "?source=/data/*&name=data*&limit=2&after=" + page.path("next").textValue()))
                .containsExactly("data-a1", "data-b2");
        assertThat(names(JOBS + "?source=/data/*&name=data*&offset=1&limit=2")).containsExactly("data-b2", "data-a4");
        assertThat(names(JOBS + "?schedule=now and then".replace(" ", "%20"))).containsExactly("now and then-1");
        assertThat(names(JOBS + "?schedule=now*&source=/data/a")).isEmpty();
        assertThat(http.get(JOBS + "?source=/data&after=x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=", "state=SLEEPING", "limit=0", "offset=-1"})
    void whatCannotBeAskedForIsRefused(String query) throws Exception {
        assertThat(http.get(JOBS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void whatCannotBeReadIsToldAndHarmsNobody() throws Exception {
        String damaged = started("damaged");
        record(damaged, "spec", "{\"operation\":\"TELEPORT\"}");
        String newer = started("newer");
        record(newer, "state", "SLEEPING");
        cluster.worker(PretendedWork.ofTasks(3));
        String good = started("good");

        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> http.get(JOBS + "/" + good).text("state").equals("COMPLETED"));
        JsonNode list = http.get(JOBS).body();
        assertThat(list.path("finished").findValuesAsText("id")).containsExactly(good);
        assertThat(list.path("unreadable").findValuesAsText("id")).containsExactly(damaged, newer);
        assertThat(list.path("unreadable").findValuesAsText("job_name")).containsExactly("damaged", "newer");
        assertThat(list.path("unreadable").findValuesAsText("error"))
                .allMatch(error -> error.startsWith("unreadable record: ") && error.lines().count() == 1);
        assertThat(list.path("total").intValue()).isEqualTo(3);
        assertThat(http.get(JOBS + "?limit=1&offset=2").body().path("unreadable").findValuesAsText("id"))
                .containsExactly(damaged);
        await().until(() -> http.get("/api/v1/health").body().path("waiting_for").toString().contains(newer));
        await().untilAsserted(() -> assertThat(http.get("/metrics").response().body())
                .contains("irods_ingest_jobs{state=\"COMPLETED\"} 1.0",
                        "irods_ingest_job_counts{count=\"registered\"} 3.0"));
    }

    private List<String> names(String path) throws Exception {
        JsonNode list = http.get(path).body();
        List<String> names = new ArrayList<>();
        for (String part : List.of("periodic", "singlepass", "stopped", "finished")) {
            names.addAll(list.path(part).findValuesAsText("job_name"));
        }
        return names;
    }

    private String started(String name) throws Exception {
        return http.post(JOBS, "{\"source\": \"/data\", \"target\": \"/z/x\", \"job_name\": \"" + name + "\"}")
                .text("id");
    }

    /** As another version, or a fault, may leave it. */
    private static void record(String id, String field, String value) {
        RedisServer redis = TestServers.redis();
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + redis.host() + ':' + redis.port());
        if (!redis.password().isEmpty()) {
            config.setPassword(redis.password());
        }
        RedissonClient redisson = Redisson.create(config);
        try {
            RMap<String, String> record = redisson.getMap("ii:job:{" + id + '}', StringCodec.INSTANCE);
            record.fastPut(field, value);
        } finally {
            redisson.shutdown();
        }
    }
}

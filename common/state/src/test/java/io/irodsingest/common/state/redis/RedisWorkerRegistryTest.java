package io.irodsingest.common.state.redis;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.state.WorkerRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.state.WorkerRegistry.Activity;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisWorkerRegistryTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static TestRedis redis;
    private static RedisState state;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Test
    void aBeatIsReadAsItWasGiven() throws Exception {
        Beat beat = beat("w1");
        state.workers().beat(beat, drain -> {});
        await().until(() -> !state.workers().alive().isEmpty());

        assertThat(state.workers().alive()).containsExactly(beat);
    }

    @Test
    void aBeatTellsWhatNotEveryWorkerOfItsKindCan() throws Exception {
        Beat beat = beat("w1").offering(List.of("batch sample upper", "query sample count"));
        state.workers().beat(beat, drain -> {});
        await().until(() -> !state.workers().alive().isEmpty());

        assertThat(state.workers().alive()).containsExactly(beat);
    }

    @Test
    void whoLeavesIsNotAlive() throws Exception {
        try (RedisState other = redis.open()) {
            state.workers().beat(beat("w1"), drain -> {});
            other.workers().beat(beat("w2"), drain -> {});
            await().until(() -> state.workers().alive().size() == 2);

            state.workers().leave("w1");

            assertThat(state.workers().alive()).extracting(Beat::id).containsExactly("w2");
        }
    }

    @Test
    void whoIsSilentIsNotAliveAndIsDroppedAfterADay() throws Exception {
        state.workers().beat(beat("w1"), drain -> {});
        await().until(() -> !state.workers().alive().isEmpty());
        redis.command("ZADD ii:{workers}:times 1000 w1");
        assertThat(state.workers().alive()).isEmpty();

        state.workers().beat(beat("w2"), drain -> {});
        await().until(() -> !state.workers().alive().isEmpty());

        assertThat(redis.command("HKEYS ii:{workers}:beats")).isEqualTo("*1");
        assertThat(redis.command("ZCARD ii:{workers}:times")).isEqualTo(":1");
    }

    @Test
    void eachWorkerSaysHowLongItsBeatsHold() throws Exception {
        for (Duration silence : List.of(Duration.ofSeconds(3), Duration.ofSeconds(15), LONG)) {
            state.workers().beat(holding(silence), drain -> {});
            await().until(() -> state.workers().alive().contains(holding(silence)));
        }
        long now = Long.parseLong(redis.command("EVAL \"return redis.call('TIME')[1] * 1000\" 0").substring(1));
        for (String id : List.of("PT3S", "PT15S", "PT10M")) {
            redis.command("ZADD ii:{workers}:times " + (now - 10_000) + ' ' + id);
        }

        assertThat(state.workers().alive()).extracting(Beat::id).containsExactlyInAnyOrder("PT15S", "PT10M");
    }

    @Test
    void aWorkerHearsWithItsBeatsWhetherItIsToDrain() throws Exception {
        BlockingQueue<Boolean> heard = new LinkedBlockingQueue<>();
        state.workers().beat(beat("w1"), heard::add);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isFalse();

        state.workers().drain("w1", true);
        state.workers().beat(beat("w1"), heard::add);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isTrue();
        state.workers().drain("w1", false);
        state.workers().beat(beat("w1"), heard::add);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whatIsWantedOfAWorkerGoesWithIt() throws Exception {
        state.workers().beat(beat("w1"), drain -> {});
        await().until(() -> !state.workers().alive().isEmpty());
        state.workers().drain("w1", true);
        state.workers().drain("nobody", true);
        assertThat(redis.command("HLEN ii:{workers}:drains")).isEqualTo(":1");

        state.workers().leave("w1");

        assertThat(redis.command("HLEN ii:{workers}:drains")).isEqualTo(":0");
    }

    /** A worker of the version before knew of neither mode nor activities. */
    @Test
    void anOlderBeatIsUnderstood() throws Exception {
        redis.command("HSET ii:{workers}:beats old \"{\\\"id\\\":\\\"old\\\",\\\"threads\\\":2}\"");
        redis.command("ZADD ii:{workers}:times 99999999999999 old");

        assertThat(state.workers().alive()).singleElement().satisfies(beat -> {
            assertThat(beat.mode()).isEqualTo(Mode.ACTIVE);
            assertThat(beat.work().activities()).isEmpty();
            assertThat(beat.waiting()).isEmpty();
            assertThat(beat.reached()).isEmpty();
            assertThat(beat.silence()).isEqualTo(WorkerRegistry.STANDARD_SILENCE);
            assertThat(beat.offers()).isEmpty();
        });
    }

    /** As the version before wrote it: what is grouped now stood side by side. */
    @Test
    void aBeatOfTheVersionBeforeIsReadAsItWasMeant() throws Exception {
        Beat beat = beat("w1");
        String before = "{\"id\":\"w1\",\"kind\":\"filesystem\",\"host\":\"host\",\"pid\":4711,\"version\":\"0.1.0\","
                + "\"queues\":[\"restart\",\"path\"],\"threads\":4,\"startedAt\":\"2026-11-22T12:00:00.123456789Z\","
                + "\"at\":\"2026-11-22T13:00:00Z\",\"waitingFor\":[\"iRODS since 2026-11-22T13:00:00Z: connection"
                + " refused\"],\"running\":{\"job\":[1,2]},\"figures\":{\"irods\":5},\"mode\":\"DRAINING\","
                + "\"activities\":[{\"thread\":\"task-1\",\"job\":\"job\",\"task\":1,\"type\":\"SyncFiles\","
                + "\"about\":\"a/b%FF\",\"since\":\"2026-11-22T12:59:00Z\"}],\"taken\":{\"path\":3},"
                + "\"waiting\":{\"job\":[3]},\"reached\":{\"path\":\"2026-11-22T12:59:30.123Z\"},"
                + "\"silence\":600.000000000}";

        assertThat(Records.decode(before, Beat.class)).isEqualTo(beat);
        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(Records.encode(beat))).isEqualTo(json.readTree(before));
    }

    static Beat beat(String id) {
        return beat(id, LONG);
    }

    /** A beat of a worker that is called by its silence. */
    private static Beat holding(Duration silence) {
        return beat(silence.toString(), silence);
    }

    private static Beat beat(String id, Duration silence) {
        Identity worker = new Identity(id, "filesystem", "host", 4711, "0.1.0",
                Instant.parse("2026-11-22T12:00:00.123456789Z"));
        Work work = new Work(Map.of("job", List.of(1L, 2L)),
                List.of(new Activity("task-1", "job", 1, "SyncFiles", Optional.of("a/b%FF"),
                        Instant.parse("2026-11-22T12:59:00Z"))),
                Map.of("job", List.of(3L)), Map.of("path", 3L),
                Map.of("path", Instant.parse("2026-11-22T12:59:30.123Z")));
        return new Beat(worker, List.of("restart", "path"), 4, Instant.parse("2026-11-22T13:00:00Z"), silence,
                Mode.DRAINING, List.of("iRODS since 2026-11-22T13:00:00Z: connection refused"), Map.of("irods", 5L),
                work);
    }
}

package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.state.redis.schedule.RedisScheduleStore;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/**
 * What the scripts do with ten thousand schedules of which thousands have the same time, and as many that have ended: how much a script
 * does is told by the commands that it sends, not by its time.
 */
class ManySchedulesTest {
    private static final int MANY = 10_000;
    private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");
    /** More than a look at a thousand of each, and a page of a thousand, take. */
    private static final int MOST_COMMANDS = 4_500;

    private static TestRedis redis;
    private static RedissonClient redisson;
    private static ScheduleStore store;
    private static ScheduleStore brief;

    @BeforeAll
    static void fill() throws Exception {
        redis = TestRedis.shared();
        redis.command("FLUSHALL");
        redisson = Redisson.create(RedisConfiguration.of(redis.settings()));
        RedisCalls calls = new RedisCalls(redisson, new Outages(Clock.systemUTC()), redis.settings(),
                new RedisMeters(Meters.NONE));
        store = new RedisScheduleStore(calls::runForBytes, "ii:", Retention.DEFAULT);
        brief = new RedisScheduleStore(calls::runForBytes, "ii:", new Retention(Duration.ofMillis(1), 0));
        for (int i = 0; i < MANY; i++) {
            create("id" + i, "name " + i, FUTURE.plusMillis(i / 5_000), false);
            create("over" + i, "name " + i + " of old", FUTURE, true);
        }
    }

    private static StoredSchedule create(String id, String name, Instant due, boolean ended)
            throws InterruptedException {
        return ((Creation.Created) store.create(id, name,
                new ScheduleContent("{\"action\":{}}", Optional.of(due), false, ended))).schedule();
    }

    @AfterAll
    static void stop() {
        redis.command("FLUSHALL");
        redisson.shutdown();
    }

    private static void assertBounded(String what, Callable<?> call, int most) throws Exception {
        redis.command("CONFIG RESETSTAT");
        call.call();
        Map<String, Long> commands = commands();
        long scripts = commands.getOrDefault("evalsha", 0L) + commands.getOrDefault("eval", 0L);
        long all = commands.entrySet().stream().filter(entry -> !entry.getKey().startsWith("eval"))
                .mapToLong(Map.Entry::getValue).sum();
        assertThat(scripts).as("%s: %s", what, commands).isPositive();
        assertThat(all / scripts).as("%s: %s", what, commands).isLessThanOrEqualTo(most);
        assertThat(commands.keySet()).as(what).doesNotContain("hkeys", "hgetall", "hvals", "keys", "sort", "del");
    }

    private static Map<String, Long> commands() {
        Map<String, Long> calls = new TreeMap<>();
        redis.lines("INFO commandstats").stream().filter(line -> line.startsWith("cmdstat_")).forEach(line -> {
            int from = line.indexOf("calls=") + "calls=".length();
            calls.put(line.substring(8, line.indexOf(':')),
                    Long.parseLong(line.substring(from, line.indexOf(',', from))));
        });
        List.of("info", "config", "config|resetstat", "auth", "quit", "hello", "ping", "command", "script",
                "script|load").forEach(calls::remove);
        return calls;
    }

    @Test
    void everyStepIsBounded() throws Exception {
        assertBounded("a look with nothing to do", () -> store.look(1_000, Duration.ofSeconds(10)), 6);
        assertBounded("count", () -> store.countUntil(FUTURE), 1);
        assertBounded("by name", () -> store.byName("name 77"), 2);
        assertBounded("by id", () -> store.byId("id77"), 1);
        for (int place : List.of(0, 4_999, 9_000)) {
            ScheduleQuery query = ScheduleQuery.all(100).behind("due-" + FUTURE.toEpochMilli() + "-id" + place);
            assertBounded("a page of 100", () -> store.page(query), 40);
        }
        assertBounded("a page of 1,000", () -> store.page(ScheduleQuery.all(1_000)), 60);
        assertBounded("those of a name",
                () -> store.page(new ScheduleQuery(Optional.empty(), Optional.of("name 7*"), Optional.empty(),
                        Optional.empty(), 100)),
                600);
        assertBounded("forgetting when nothing is old", store::forget, 2);
        assertBounded("forgetting", brief::forget, 400);
    }

    @Test
    void aThousandThatAreDueAndClaimedAreABoundedStep() throws Exception {
        List<StoredSchedule> due = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            due.add(create("due" + i, "due " + i, Instant.EPOCH, false));
        }
        assertBounded("a look at a thousand", () -> store.look(1_000, Duration.ZERO), 40);
        List<StoredRun> runs = LongStream.rangeClosed(1, 1_000)
                .mapToObj(entry -> new StoredRun(entry, "{\"n\":" + entry + '}', true)).toList();
        ScheduleContent over = new ScheduleContent("{}", Optional.empty(), false, true);
        assertBounded("a change that claims a thousand runs",
                () -> store.change(new ScheduleChange(due.getFirst(), over, Optional.empty(), runs)), 2_030);
        assertBounded("a look at a thousand hand-overs", () -> store.look(1_000, Duration.ZERO), MOST_COMMANDS);
        assertBounded("its runs", () -> store.runs("due0", 0, 1_000), 1_010);
        for (StoredSchedule schedule : due.subList(1, due.size())) {
            store.change(new ScheduleChange(schedule, over, Optional.empty(), List.of()));
        }
        for (StoredRun run : runs) {
            store.handedOver(new RunHandover("due0", run));
        }
    }

    /** A record that is large is read with few others at a time. */
    @Test
    void largeDocumentsComeInSmallSteps() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[30_000];
            random.nextBytes(bytes);
            store.create("large" + i, "large " + i,
                    new ScheduleContent(Base64.getEncoder().encodeToString(bytes),
                            Optional.of(Instant.EPOCH.plusMillis(i)), false, false));
        }
        int told = store.look(1_000, Duration.ZERO).due().size();
        assertThat(told).isBetween(1, 59);
        assertThat(store.page(new ScheduleQuery(Optional.of(Instant.EPOCH.plusSeconds(1)), Optional.empty(),
                Optional.empty(), Optional.empty(), 100)).schedules()).hasSize(60);
        assertThat(store.byIds(LongStream.range(0, 60).mapToObj(i -> "large" + i).toList())).hasSize(60);
        for (int i = 0; i < 60; i++) {
            store.change(new ScheduleChange(store.byId("large" + i).orElseThrow(),
                    new ScheduleContent("{}", Optional.empty(), false, true), Optional.empty(), List.of()));
        }
    }

    /** Redis has lost its last second, and somebody goes on from what was in it. */
    @Test
    void whatWasReadBeforeRedisLostItIsNotWhatIsThereNow(@TempDir Path directory) throws Exception {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Path data = Files.createDirectory(directory.resolve("data"));
        try (TestRedis own = TestRedis.in(data)) {
            try (RedisState state = own.open()) {
                ScheduleContent content = new ScheduleContent("{}", Optional.of(FUTURE), false, false);
                StoredSchedule made = ((Creation.Created) state.schedules().create("id", "name", content)).schedule();
                own.restart();
                own.copyTo(copy);
                StoredSchedule lost = state.schedules().change(new ScheduleChange(made, content, Optional.empty(),
                        List.of(new StoredRun(1, "{\"lost\":1}", true)))).orElseThrow();
                own.fallBackTo(copy);
                StoredSchedule now = state.schedules().change(new ScheduleChange(made, content, Optional.empty(),
                        List.of(new StoredRun(1, "{\"other\":1}", true)))).orElseThrow();

                assertThat(state.schedules().change(new ScheduleChange(lost, content, Optional.empty(),
                        List.of(new StoredRun(2, "{}", true))))).isEmpty();
                assertThat(state.schedules().byId("id")).contains(now);
            }
        }
    }
}

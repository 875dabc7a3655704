package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.redis.lua.BinaryScripts;
import io.irodsingest.common.state.redis.schedule.RedisScheduleStore;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.ScheduleStoreContract;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;

/** Schedules in a real Redis, when each script is sent once, and when each is sent twice, because its answer was lost. */
class RedisScheduleStoreTest {
    private static TestRedis redis;
    private static RedissonClient redisson;
    private static RedisCalls calls;

    @BeforeAll
    static void start() {
        redis = TestRedis.shared();
        redisson = Redisson.create(RedisConfiguration.of(redis.settings()));
        calls = new RedisCalls(redisson, new Outages(Clock.systemUTC()), redis.settings(),
                new RedisMeters(Meters.NONE));
    }

    @AfterAll
    static void stop() {
        redis.command("FLUSHALL");
        redisson.shutdown();
    }

    @Nested
    class SentOnce extends OnRedis {
        SentOnce() {
            super(calls::runForBytes);
        }
    }

    @Nested
    class SentTwice extends OnRedis {
        SentTwice() {
            super((script, keys, arguments) -> {
                calls.runForBytes(script, keys, arguments);
                return calls.runForBytes(script, keys, arguments);
            });
        }

        /** What the first answer told is lost, and told again when it is as old again. */
        @Override
        @Test
        protected void aHandoverIsToldToOneCaller() throws Exception {
            StoredSchedule made = ((ScheduleStore.Creation.Created) store.create("id", "name",
                    content("{}", now()))).schedule();
            StoredRun run = new StoredRun(1, "{}", true);
            store.change(new ScheduleChange(made, made.content(), Optional.empty(), List.of(run)));
            Duration age = Duration.ofMillis(500);
            pass(now().plus(age));

            assertThat(store.look(10, age).handovers()).isEmpty();
            pass(now().plus(age));

            ScheduleStore sentOnce = new RedisScheduleStore(calls::runForBytes, "ii:", Retention.DEFAULT);
            assertThat(sentOnce.look(10, age).handovers()).containsExactly(new RunHandover("id", run));
        }
    }

    abstract static class OnRedis extends ScheduleStoreContract {
        private final BinaryScripts scripts;

        OnRedis(BinaryScripts scripts) {
            this.scripts = scripts;
        }

        @BeforeEach
        void empty() {
            redis.command("FLUSHALL");
        }

        /** As in rq-scheduler's report 149, where what was cancelled before its time, or had its last run, stayed in Redis for good. */
        @Test
        void nothingIsLeftInRedisOfSchedulesThatAreForgotten() throws Exception {
            ScheduleStore brief = keeping(Duration.ofMillis(1));
            ScheduleContent over = new ScheduleContent("{}", Optional.empty(), false, true);
            for (String id : List.of("cancelled", "over")) {
                StoredSchedule made = ((ScheduleStore.Creation.Created) brief.create(id, id, content("{}", now()),
                        Optional.of("attached"))).schedule();
                if (id.equals("over")) {
                    StoredRun claimed = new StoredRun(1, "{}", true);
                    made = brief.change(new ScheduleChange(made, content("{}", now()), Optional.empty(),
                            List.of(claimed))).orElseThrow();
                    brief.handedOver(new RunHandover(id, claimed));
                }
                brief.change(new ScheduleChange(made, over, Optional.empty(), List.of()));
            }
            pass(now().plusMillis(10));

            brief.forget();

            assertThat(redis.command("DBSIZE")).isEqualTo(":0");
        }

        @Override
        protected ScheduleStore keeping(Duration ended) {
            return new RedisScheduleStore(scripts, "ii:", new Retention(ended, 0));
        }

        @Override
        protected Instant now() throws InterruptedException {
            return keeping(Duration.ofDays(1)).look(1, Duration.ofDays(1)).now();
        }

        @Override
        protected void pass(Instant moment) {
            await().pollInterval(Duration.ofMillis(5)).until(() -> now().isAfter(moment));
        }
    }
}

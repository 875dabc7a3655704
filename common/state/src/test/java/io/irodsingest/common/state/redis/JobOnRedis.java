package io.irodsingest.common.state.redis;

import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.task.TaskMessage;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** Tests on a Redis that is empty at first, each with a new job, which is called like the test. */
abstract class JobOnRedis {
    static TestRedis redis;
    static RedisState state;
    static RedisAccounting accounting;
    /** The first task of the test's job. */
    TaskMessage first;

    @BeforeAll
    static void open() throws Exception {
        redis = TestRedis.shared();
        redis.command("FLUSHALL");
        use(RedisState.open(redis.settings(), new Outages(Clock.systemUTC())));
    }

    @AfterAll
    static void close() {
        state.close();
    }

    /** Takes another client into use. */
    static void use(RedisState other) {
        state = other;
        accounting = (RedisAccounting) state.accounting();
    }

    @BeforeEach
    void makeJob(TestInfo test) throws Exception {
        first = Given.job(state, test.getDisplayName()).first();
    }
}

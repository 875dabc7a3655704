package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.testservers.RedisNode;
import io.irodsingest.testservers.RedisSentinels;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A master, a replica and three sentinels. */
@Tag("not-for-mutants")
class RedisSentinelTest {
    private static RedisSentinels sentinels;
    private final Outages outages = new Outages(Clock.systemUTC());

    @BeforeAll
    static void start() throws Exception {
        sentinels = RedisSentinels.start().orElse(null);
        if (sentinels == null) {
            System.out.println("RedisSentinelTest is skipped: there is no redis-server");
            abort("there is no redis-server");
        }
    }

    @AfterAll
    static void stop() {
        if (sentinels != null) {
            sentinels.close();
        }
    }

    private static RedisSettings settings(String address) {
        return RedisSettings.of(address, Optional.of(sentinels.password()))
                .withSentinelPassword(Optional.of(sentinels.sentinelPassword()));
    }

    @Test
    void countsAreExactAlthoughTheMasterIsKilled() throws Exception {
        RedisNode master = sentinels.nodes().getFirst();
        RedisNode replica = sentinels.nodes().getLast();
        try (RedisState state = RedisState.open(settings(sentinels.address() + "/1"), outages)) {
            CountedRun.through((id, workers) -> {
                master.kill();
                awaitRole(replica, "master");
                long before = workers.commits();
                // how long nothing goes on is bridged by the client, and may be seen by nobody
                await().atMost(CountedRun.LONG_ENOUGH).until(() -> workers.commits() > before + 10);
                master.start();
            }, state, RedisSentinelTest.class);
            awaitRole(master, "slave");
        }
    }

    /** Sentinels cut all connections of a server whose role they change. */
    private static void awaitRole(RedisNode node, String role) {
        await().atMost(CountedRun.LONG_ENOUGH).ignoreException(UncheckedIOException.class)
                .until(() -> node.info("role").equals(role));
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        int sentinel = sentinels.sentinels().getFirst().port();
        String address = "redis-sentinel://127.0.0.1:" + sentinel + "/nobody";
        assertThatThrownBy(() -> RedisState.open(settings(address), outages)).isInstanceOf(RedisRefusedException.class)
                .hasMessage("the sentinel redis://127.0.0.1:%d knows no master 'nobody'", sentinel);
        RedisSettings wrong = settings(sentinels.address()).withSentinelPassword(Optional.of("n0t-it"));
        assertThatThrownBy(() -> RedisState.open(wrong, outages)).isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("127.0.0.1:" + sentinel).hasMessageNotContainingAny("n0t-it", "\n");
        RedisSettings wrongOfServers = RedisSettings.of(sentinels.address(), Optional.of("n0t-it"))
                .withSentinelPassword(Optional.of(sentinels.sentinelPassword()));
        assertThatThrownBy(() -> RedisState.open(wrongOfServers, outages)).isInstanceOf(RedisRefusedException.class)
                .hasMessageNotContainingAny("n0t-it", "\n");
        RedisSettings server = settings("redis-sentinel://127.0.0.1:" + sentinels.nodes().getFirst().port() + "/jobs")
                .withSentinelPassword(Optional.of(sentinels.password()));
        assertThatThrownBy(() -> RedisState.open(server, outages)).isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("is a single Redis");
    }
}

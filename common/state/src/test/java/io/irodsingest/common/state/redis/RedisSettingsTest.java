package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.state.redis.RedisSettings.Layout;
import io.irodsingest.common.state.redis.RedisSettings.Node;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisSettingsTest {

    @Test
    void anAddressIsTakenApart() {
        RedisSettings single = RedisSettings.of("rediss://worker@redis.example.org:7000/3", Optional.of("geheim"));
        assertThat(single).isEqualTo(new RedisSettings(Layout.SINGLE, List.of(new Node("redis.example.org", 7000)),
                Optional.empty(), Optional.of("worker"), Optional.of("geheim"), Optional.empty(), true,
                TrustedAuthorities.OF_JVM, 3, "ii:"));
        RedisSettings six = RedisSettings.of("redis://[::1]", Optional.empty());
        assertThat(six.nodes()).containsExactly(new Node("[::1]", 6379));
        assertThat(six.user()).isEmpty();
        assertThat(six.tls()).isFalse();
        assertThat(six.database()).isZero();
        assertThat(RedisSettings.of("redis://h/", Optional.empty()).address()).isEqualTo("redis://h:6379");
    }

    @Test
    void aClusterHasSeveralNodes() {
        RedisSettings cluster = RedisSettings.of("redis-cluster://worker@a:7000,b", Optional.of("geheim"));
        assertThat(cluster.layout()).isEqualTo(Layout.CLUSTER);
        assertThat(cluster.nodes()).containsExactly(new Node("a", 7000), new Node("b", 6379));
        assertThat(cluster.user()).contains("worker");
        assertThat(cluster.tls()).isFalse();
        assertThat(cluster.address()).isEqualTo("redis-cluster://a:7000,b:6379");
        assertThat(RedisSettings.of("rediss-cluster://a", Optional.empty()).address())
                .isEqualTo("rediss-cluster://a:6379");
    }

    @Test
    void sentinelsKnowAMasterByName() {
        RedisSettings sentinels = RedisSettings.of("rediss-sentinel://worker@a,b:7000/my-master/2",
                Optional.of("geheim")).withSentinelPassword(Optional.of("verborgen"));
        assertThat(sentinels.layout()).isEqualTo(Layout.SENTINEL);
        assertThat(sentinels.nodes()).containsExactly(new Node("a", 26379), new Node("b", 7000));
        assertThat(sentinels.master()).contains("my-master");
        assertThat(sentinels.database()).isEqualTo(2);
        assertThat(sentinels.tls()).isTrue();
        assertThat(sentinels.address()).isEqualTo("rediss-sentinel://a:26379,b:7000/my-master");
        assertThat(sentinels.toString()).doesNotContain("geheim", "verborgen");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(RedisSettings.of("redis://h", Optional.of("geheim")).toString()).doesNotContain("geheim")
                .contains("redis://h:6379");
    }

    @ParameterizedTest
    @CsvSource({"redis://:geheim@h, holds a password", "redis://u:geheim@h, holds a password",
            "http://h, must begin with redis://", "localhost:6379, must begin with redis://",
            "redis:///1, names no host", "redis://h/one, is not the number of a database",
            "redis://h/1/2, is not the number of a database", "redis://h?db=1, has a query",
            "redis-cluster://h/1, a Redis Cluster has only database 0", "redis://h:1;h:2, names several servers",
            "redis-sentinel://h, name of the master", "redis-sentinel://h/m/x, is not the number of a database",
            "redis-cluster://h:1;;h:2, names no host", "redis-cluster://h:x, where HOST:PORT is expected",
            "redis-cluster://u:geheim@h, holds a password", "redis-cluster://u:ge/heim@h, is no URI",
            "redis://geheim geheim, is no URI", "redis://h:70000, is not between 1 and 65535"})
    void whatCannotBeIsSaidInOneLine(String address, String error) {
        assertThatThrownBy(() -> RedisSettings.of(address.replace(';', ','), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(error).hasNoCause()
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("geheim", "\n"));
    }

    @Test
    void aPrefixWithBracesWouldBreakTheHashTags() {
        RedisSettings settings = RedisSettings.of("redis://h", Optional.empty());
        assertThat(settings.withPrefix("lab:").prefix()).isEqualTo("lab:");
        assertThatThrownBy(() -> settings.withPrefix("{lab}")).hasMessageContaining("no braces");
    }
}

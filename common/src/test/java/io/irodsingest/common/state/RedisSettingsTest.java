package io.irodsingest.common.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisSettingsTest {

    @Test
    void anAddressIsTakenApart() {
        assertThat(RedisSettings.of("rediss://worker@redis.example.org:7000/3", Optional.of("geheim")))
                .isEqualTo(new RedisSettings("redis.example.org", 7000, Optional.of("worker"), Optional.of("geheim"),
                        true, 3, "ii:"));
        assertThat(RedisSettings.of("redis://[::1]", Optional.empty()))
                .isEqualTo(new RedisSettings("[::1]", 6379, Optional.empty(), Optional.empty(), false, 0, "ii:"));
        assertThat(RedisSettings.of("redis://h/", Optional.empty()).address()).isEqualTo("redis://h:6379");
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
            "redis://geheim geheim, is no URI", "redis://h:70000, is not between 1 and 65535"})
    void whatCannotBeIsSaidInOneLine(String address, String error) {
        assertThatThrownBy(() -> RedisSettings.of(address, Optional.empty()))
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

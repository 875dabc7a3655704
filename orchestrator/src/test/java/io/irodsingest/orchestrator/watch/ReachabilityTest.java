package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachabilityTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    private Instant now = BEGIN;
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final Outages outages = new Outages(clock);
    private final Reachability redis = new Reachability(Dependency.REDIS, outages, clock);

    private static HealthView.Dependency up(int second) {
        return new HealthView.Dependency(true, BEGIN.plusSeconds(second), Optional.empty());
    }

    private static HealthView.Dependency down(int second, String reason) {
        return new HealthView.Dependency(false, BEGIN.plusSeconds(second), Optional.of(reason));
    }

    private void at(int second) {
        now = BEGIN.plusSeconds(second);
    }

    @Test
    void aServerIsUpSinceItsFirstAnswer() {
        at(1);
        assertThat(redis.view()).isEqualTo(down(0, "has not answered yet"));

        at(2);
        redis.answered();
        at(3);
        redis.answered();

        assertThat(redis.view()).isEqualTo(up(2));
    }

    @Test
    void aServerThatHangsIsDownSinceItsLastAnswerAndUpSinceTheNext() {
        at(2);
        redis.answered();
        at(12);
        assertThat(redis.view()).as("a look takes a while").isEqualTo(up(2));

        at(13);
        assertThat(redis.view()).isEqualTo(down(2, "does not answer"));

        at(30);
        redis.answered();
        assertThat(redis.view()).isEqualTo(up(30));
    }

    @Test
    void anOutageSaysSinceWhenAndWhy() {
        redis.answered();
        at(3);
        outages.begun(Dependency.BROKER, this, "connection refused");
        assertThat(redis.view()).as("of another server").isEqualTo(up(0));

        outages.begun(Dependency.REDIS, this, "OOM command not allowed");
        assertThat(redis.view()).isEqualTo(down(3, "OOM command not allowed"));

        at(4);
        outages.over(Dependency.REDIS, this);
        redis.answered();
        assertThat(redis.view()).isEqualTo(up(4));
    }
}

package io.irodsingest.common.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private final Outages outages = new Outages(Clock.systemUTC());

    @Test
    void anAttemptIsRepeatedUntilTheServerIsBack() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        String result = outages.untilBack(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new UnavailableException(Dependency.REDIS, "connection refused", null);
            }
            assertThat(outages.current()).singleElement().satisfies(outage -> {
                assertThat(outage.dependency()).isEqualTo(Dependency.REDIS);
                assertThat(outage.reason()).isEqualTo("connection refused");
            });
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void anotherFailureIsTheCallersOwn() {
        assertThatThrownBy(() -> outages.untilBack(() -> {
            throw new IOException("mine");
        })).isInstanceOf(IOException.class).hasMessage("mine");
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void whenTheLastThatWaitedIsInterruptedNoOutageStays() {
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                outages.untilBack(() -> {
                    throw new UnavailableException(Dependency.IRODS, "away", null);
                });
            } catch (InterruptedException ending) {
                interrupted.set(true);
            }
        });
        await().until(() -> !outages.current().isEmpty());
        waiter.interrupt();
        await().untilTrue(interrupted);
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void aConnectionCutToEndAThreadIsNoOutage() {
        assertThatThrownBy(() -> outages.untilBack(() -> {
            Thread.currentThread().interrupt();
            throw new UnavailableException(Dependency.IRODS, "socket closed", null);
        })).isInstanceOf(InterruptedException.class);
        assertThat(outages.current()).isEmpty();
    }
}

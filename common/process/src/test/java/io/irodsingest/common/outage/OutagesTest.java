package io.irodsingest.common.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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

    @Test
    void whatIsRefusedIsNotOverBecauseSomethingElseWorks() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> write = threads.submit(() -> outages.untilBack(() -> {
                if (full.get()) {
                    throw UnavailableException.refused(Dependency.REDIS, "", "maxmemory is reached", null);
                }
                return "written";
            }));
            await().until(() -> !outages.current().isEmpty());
            Instant since = outages.current().getFirst().since();
            AtomicInteger reads = new AtomicInteger();
            outages.untilBack(() -> {
                if (reads.incrementAndGet() < 2) {
                    throw new UnavailableException(Dependency.REDIS, "connection refused", null);
                }
                return "read";
            });

            assertThat(outages.current()).singleElement().satisfies(outage -> {
                assertThat(outage.reason()).isEqualTo("maxmemory is reached");
                assertThat(outage.since()).isEqualTo(since);
            });
            full.set(false);
            assertThat(write.get(30, TimeUnit.SECONDS)).isEqualTo("written");
        }
        assertThat(outages.current()).isEmpty();
    }

    @Test
    void whoeverReachesAServerEndsTheWaitOfAllWhoCouldNot() throws Exception {
        AtomicBoolean away = new AtomicBoolean(true);
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> longWork = threads.submit(() -> outages.untilBack(() -> {
                if (away.get()) {
                    throw new UnavailableException(Dependency.IRODS, "connection refused", null);
                }
                atWork.countDown();
                gate.await();
                return "done";
            }));
            Future<String> shortWork = threads.submit(() -> outages.untilBack(() -> {
                if (away.get()) {
                    throw new UnavailableException(Dependency.IRODS, "connection refused", null);
                }
                atWork.await();
                return "done";
            }));
            await().until(() -> !outages.current().isEmpty());
            away.set(false);

            assertThat(shortWork.get(30, TimeUnit.SECONDS)).isEqualTo("done");
            assertThat(outages.current()).isEmpty();
            gate.countDown();
            assertThat(longWork.get(30, TimeUnit.SECONDS)).isEqualTo("done");
        }
    }

    @Test
    void whatAListenerWasToldLastsUntilItIsToldOtherwise() {
        outages.begun(Dependency.BROKER, "one connection", "low on disk");
        outages.begun(Dependency.BROKER, "another", "low on memory");
        outages.over(Dependency.BROKER, "nobody");
        outages.over(Dependency.BROKER, "another");

        assertThat(outages.current()).singleElement()
                .satisfies(outage -> assertThat(outage.reason()).isEqualTo("low on disk"));
        outages.over(Dependency.BROKER, "one connection");
        assertThat(outages.current()).isEmpty();
    }
}

package io.irodsingest.common.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.worker.Partial;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IrodsStartupCheckTest {
    private final Outages outages = new Outages(Clock.systemUTC());
    private final Server server = new Server();
    private final IrodsStartupCheck check = new IrodsStartupCheck(Partial.of(Irods.class, server), outages);

    /** Lets us in, is away, or does not know us. */
    private static final class Server {
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger aborts = new AtomicInteger();
        private volatile boolean away;
        private volatile boolean refuses;

        IrodsSession session() throws UnavailableException, IrodsException {
            if (away) {
                throw new UnavailableException(Dependency.IRODS, "localhost: connection refused", null);
            }
            if (refuses) {
                throw new IrodsException(-826_000, "wrong password");
            }
            open.incrementAndGet();
            return Partial.of(IrodsSession.class, new Session());
        }

        void abort(Thread thread) {
            aborts.incrementAndGet();
        }

        private final class Session {
            void close() {
                open.decrementAndGet();
            }
        }
    }

    @Test
    void aServerThatLetsUsInIsAskedOnce() throws Exception {
        check.check();

        assertThat(server.open).as("the connection is given back").hasValue(0);
        check.close();
        assertThat(server.aborts).as("nothing is under way").hasValue(0);
    }

    @Test
    void aWrongPasswordIsFoundNow() {
        server.refuses = true;

        assertThatThrownBy(check::check).isInstanceOf(IrodsException.class).hasMessageContaining("wrong password");
    }

    @Test
    void aServerThatIsAwayIsWaitedForVisibly() throws Exception {
        server.away = true;
        check.check();
        await().untilAsserted(() -> assertThat(outages.current()).singleElement()
                .satisfies(outage -> assertThat(outage.reason()).contains("connection refused")));

        server.refuses = true;
        server.away = false;
        await().untilAsserted(() -> assertThat(outages.current()).singleElement()
                .satisfies(outage -> assertThat(outage.reason()).contains("wrong password")));

        server.refuses = false;
        await().untilAsserted(() -> assertThat(outages.current()).isEmpty());
        await().untilAsserted(() -> assertThat(waiting()).isFalse());
        check.close();
    }

    @Test
    void theEndOfTheProcessEndsTheWait() throws Exception {
        server.away = true;
        check.check();
        await().untilAsserted(() -> assertThat(outages.current()).hasSize(1));

        check.close();

        await().untilAsserted(() -> assertThat(waiting()).isFalse());
        assertThat(server.aborts).as("a request that is under way is cut").hasValue(1);
        assertThat(outages.current()).isEmpty();
    }

    private static boolean waiting() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(one -> one.getName().equals("wait-for-irods"));
    }
}

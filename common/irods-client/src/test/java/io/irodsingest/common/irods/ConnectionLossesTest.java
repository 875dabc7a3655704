package io.irodsingest.common.irods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is to blame for a connection that is lost. */
@Timeout(60)
class ConnectionLossesTest {
    private static final String HOME = "/tempZone/home/rods";

    private final List<String> failed = new ArrayList<>();
    private final ConnectionLosses<String> losses = new ConnectionLosses<>((name, reason) -> failed.add(name));
    private MiniIrods server;
    private Irods client;
    private IrodsSession session;

    @BeforeEach
    void start() throws Exception {
        server = MiniIrods.builder().start();
        client = TestClient.open(MiniIrodsContract.environment(server.host(), server.port(), "rods", "rods"),
                PoolSettings.DEFAULT);
        session = client.session();
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        client.close();
        server.close();
    }

    @Test
    void theCulpritIsFoundAmongThoseThatWereSentTogether() throws Exception {
        server.faults().cutOn("deadly");
        List<String> names = new ArrayList<>(List.of("a", "deadly", "b"));

        losses.run(session, () -> {
            names.removeAll(failed);
            for (List<String> together : losses.groups(names)) {
                losses.during(together, () -> session
                        .createCollections(together.stream().map(name -> HOME + '/' + name).toList()));
                names.removeAll(together);
            }
            return null;
        });

        assertThat(failed).containsExactly("deadly");
        assertThat(session.list(HOME).collections()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void workThatNamesNothingFailsAsAWhole() {
        server.faults().cutOn("deadly");

        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> losses.run(session, () -> session.exists(HOME + "/deadly")))
                .returns(IrodsError.CONNECTION_LOST, IrodsException::error)
                .withMessageContaining("3 times").withMessageContaining("the server closed the connection");
    }

    @Test
    void aServerThatDoesNotAnswerIsAway() {
        AtomicInteger runs = new AtomicInteger();

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> losses.run(session, () -> {
            runs.incrementAndGet();
            server.faults().refuseConnections(true);
            server.faults().cutAllConnections();
            return session.exists(HOME);
        }));

        assertThat(runs).hasValue(1);
        assertThat(failed).isEmpty();
    }

    /** What has found out that the server is away is not doubted by what is around it. */
    @Test
    void anAnswerThatComesTooLateBlamesNobody() {
        ConnectionLosses<String> outer = new ConnectionLosses<>((name, reason) -> failed.add(name));
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> outer.run(session, () -> losses.run(session, () -> {
                        UnavailableException lost = new UnavailableException(Dependency.IRODS, "lost", null);
                        lost.addSuppressed(new UnavailableException(Dependency.IRODS, "away", null));
                        throw lost;
                    })));
        }
    }

    @Test
    void theOutageOfAnotherServerIsNoneOfIrods() {
        AtomicInteger runs = new AtomicInteger();
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> losses.run(session, () -> {
            runs.incrementAndGet();
            throw new UnavailableException(Dependency.S3, "store", "away", null);
        }));
        assertThat(runs).hasValue(1);
    }
}

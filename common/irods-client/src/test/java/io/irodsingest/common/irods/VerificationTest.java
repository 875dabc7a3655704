package io.irodsingest.common.irods;

import io.irodsingest.common.sync.Replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Uploaded;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.miniirods.Faults.Moment;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a replica that was closed, when looking at it takes long or goes wrong. */
@Timeout(60)
class VerificationTest {
    private static final String HOME = "/tempZone/home/rods";
    private static final int SIZE = 5 * 1024 * 1024;
    private static final int CHECKSUM = 629;
    private static final int STAT = 633;
    private static final int OPEN = 20003;
    private static final int CLOSE = 20004;
    private static final int NO_PERMISSION = -818_000;
    private static final PoolSettings DEFAULT = PoolSettings.DEFAULT;
    private static final PoolSettings IMPATIENT = new PoolSettings(2, DEFAULT.maxAge(), 1000, DEFAULT.idle(),
            DEFAULT.connectTimeout(), Duration.ofMillis(400), 16, 1);

    private MiniIrods server;
    private Irods client;
    private IrodsSession session;

    @BeforeEach
    void start() throws Exception {
        server = MiniIrods.builder().start();
        client = TestClient.open(MiniIrodsContract.environment(server.host(), server.port(), "rods", "rods"),
                IMPATIENT);
        session = client.session();
    }

    @AfterEach
    void stop() throws IOException {
        session.close();
        client.close();
        server.close();
    }

    /** A checksum is as long as the file, and closing may be a replication. */
    @ParameterizedTest
    @ValueSource(ints = {CHECKSUM, CLOSE})
    void whatTakesAsLongAsAFileIsWaitedFor(int api) throws Exception {
        server.faults().delay(api, Duration.ofSeconds(1), 1);

        put(TestContent.random(SIZE));

        assertThat(replica().status()).isEqualTo(Status.GOOD);
        assertThat(server.counts().of(OPEN)).as("uploads").isEqualTo(1);
        server.faults().delay(STAT, Duration.ofSeconds(1), 1);
        assertThatExceptionOfType(UnavailableException.class).as("other requests")
                .isThrownBy(() -> session.exists(HOME));
    }

    @ParameterizedTest
    @ValueSource(ints = {CHECKSUM, STAT})
    void whatCouldNotBeAskedIsNotSpoilt(int api) throws Exception {
        server.faults().dropConnectionOn(api, Moment.BEFORE_EXECUTION, 1);
        TestContent content = TestContent.random(SIZE);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> put(content));
        assertThat(replica()).returns(Status.GOOD, Replica::status).returns((long) SIZE, Replica::size);

        session.verify(new Uploaded(HOME + "/file", 0, SIZE, true), content);

        assertThat(replica()).returns(Status.GOOD, Replica::status).returns(content.checksum(), Replica::checksum);
        assertThat(server.counts().of(OPEN)).as("uploads").isEqualTo(1);
    }

    @Test
    void whatIsFoundToBeWrongLaterIsStale() throws Exception {
        server.faults().dropConnectionOn(CHECKSUM, Moment.BEFORE_EXECUTION, 1);
        TestContent content = TestContent.random(SIZE);
        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> put(content));
        Content other = TestContent.random(SIZE).readingDifferentlyAgain();
        other.open(0, SIZE).close();

        assertThatExceptionOfType(IrodsException.class)
                .isThrownBy(() -> session.verify(new Uploaded(HOME + "/file", 0, SIZE, true), other))
                .returns(IrodsError.CHECKSUM_MISMATCH, IrodsException::error);

        assertThat(replica().status()).isEqualTo(Status.STALE);
    }

    @Test
    void anotherSizeIsFoundWithoutAChecksum() throws Exception {
        put(TestContent.random(SIZE));

        assertThatExceptionOfType(IrodsException.class).isThrownBy(
                () -> session.verify(new Uploaded(HOME + "/file", 0, SIZE + 1, false), TestContent.random(SIZE + 1)))
                .returns(IrodsError.SIZE_DIFFERS, IrodsException::error);

        assertThat(replica().status()).isEqualTo(Status.STALE);
    }

    /** Whoever reads the message is to learn of the wrong checksum, whatever happens to the attempt to mark the replica. */
    @Test
    void theCauseIsToldThoughTheReplicaCannotBeMarked() throws Exception {
        TestContent content = TestContent.random(SIZE).readingDifferentlyAgain();
        AtomicInteger told = new AtomicInteger();
        content.beforeItIsGood(() -> {
            told.incrementAndGet();
            server.faults().failNext(OPEN, NO_PERMISSION, 1);
            return null;
        });

        assertThatExceptionOfType(IrodsException.class).isThrownBy(() -> put(content))
                .returns(IrodsError.CHECKSUM_MISMATCH, IrodsException::error)
                .withMessageContaining(content.checksum()).withMessageContaining("permission denied");

        assertThat(told).hasValue(1);
        assertThat(replica().status()).as("told, because nothing could be done").isEqualTo(Status.GOOD);
    }

    @Test
    void aConnectionThatIsLostWhileItIsMarkedLeavesItToBeVerifiedAgain() throws Exception {
        TestContent content = TestContent.random(SIZE).readingDifferentlyAgain();
        content.beforeItIsGood(() -> {
            server.faults().dropConnectionOn(OPEN, Moment.BEFORE_EXECUTION, 1);
            return null;
        });

        assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> put(content))
                .satisfies(lost -> assertThat(lost.getSuppressed()).singleElement()
                        .isInstanceOfSatisfying(IrodsException.class, wrong -> assertThat(wrong.error())
                                .isEqualTo(IrodsError.CHECKSUM_MISMATCH)));
    }

    private void put(TestContent content) throws Exception {
        session.put(new Put(HOME + "/file", Optional.of("demoResc"), SIZE, false, true), content);
    }

    private Replica replica() throws Exception {
        return session.replicas(HOME, List.of("file")).get("file").getFirst();
    }
}

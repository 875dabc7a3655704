package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.common.worker.ServedTask.Notes;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.miniirods.Faults.Moment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads that became good, and whose worker or connection ended before anybody looked at them. */
class ClosedUploadsTest extends ServedTest {
    private static final int SIZE = 5 * 1024 * 1024;
    private static final int CHECKSUM = 629;
    private static final int OPEN = 20003;

    private final Notes notes = new Notes();
    private final byte[] bytes = new byte[SIZE];

    @BeforeEach
    void file() {
        new Random(1).nextBytes(bytes);
        source.with("file", bytes);
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "PUT_SYNC", "PUT_APPEND"})
    void whoeverGetsTheTaskVerifiesAndSendsNothingAgain(Operation operation) throws Exception {
        dieBetween(operation);

        Outcome.Done done = sync(next(operation), files(true, "file"));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(server.counts().of(OPEN)).as("uploads").isEqualTo(1);
        assertThat(replica().status()).isEqualTo(Status.GOOD);
        assertThat(replica().checksum()).as("computed by the second one").startsWith("sha2:");
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "PUT_SYNC", "PUT_APPEND"})
    void whatIsWrongIsFoundByWhoeverGetsTheTask(Operation operation) throws Exception {
        dieBetween(operation);
        damage();

        Outcome.Done done = sync(next(operation), files(true, "file"));

        assertThat(done.retryTasks()).singleElement().satisfies(again -> assertThat(again.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("the checksum differs")));
        assertThat(replica().status()).isEqualTo(Status.STALE);
        Outcome.Done retried = sync(new ServedTask(job(operation, true), irods),
                files(false, "file"));
        assertThat(retried.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(replica().status()).isEqualTo(Status.GOOD);
    }

    @Test
    void anotherStateOfTheSourceReplacesWhatNobodyVerified() throws Exception {
        dieBetween(Operation.PUT);
        source.with("file", new byte[SIZE + 1]);

        Outcome.Done done = sync(next(Operation.PUT), files(true, "file"));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(replica()).returns(Status.GOOD, Replica::status).returns(SIZE + 1L, Replica::size);
    }

    /** Who has it open may be the worker that had the task before, and is only slow. */
    @Test
    void whatAnotherWorkerHasOpenIsLeftToItAndIsNoFailure() throws Exception {
        source.with("small", new byte[10]);
        try (IrodsSession other = irods.session()) {
            AtomicReference<Outcome> outcome = new AtomicReference<>();
            other.put(new Put(TARGET + "/file", Optional.empty(), SIZE, false, false), new Content() {
                @Override
                public ReadableByteChannel open(long from, long length) {
                    return Channels.newChannel(new ByteArrayInputStream(bytes));
                }

                @Override
                public void checkUnchanged() throws IOException {
                    try {
                        outcome.set(new SyncFilesHandler(spec -> source).handle(files(false, "file", "small"),
                                next(Operation.PUT)));
                    } catch (InterruptedException stopped) {
                        throw new IOException(stopped);
                    }
                }
            });

            assertThat(outcome.get()).isInstanceOfSatisfying(Outcome.Locked.class, locked -> {
                assertThat(locked.part().counts().of(IngestCount.UPLOADED)).as("the other one").isEqualTo(1);
                assertThat(locked.part().retryTasks()).isEmpty();
                assertThat(locked.remainder()).isEqualTo(files(false, "file"));
            });
        }
        assertThat(replica()).returns(Status.GOOD, Replica::status);
        assertThat(sync(next(Operation.PUT), files(false, "file")).counts().of(IngestCount.EXISTING)).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsNoReasonToSendEverythingAgain() throws Exception {
        server.faults().dropConnectionOn(CHECKSUM, Moment.BEFORE_EXECUTION, 2);

        Outcome.Done done = sync(new ServedTask(job(Operation.PUT_SYNC, true), irods).with(notes),
                files(true, "file"));

        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(server.counts().of(OPEN)).as("uploads").isEqualTo(1);
        assertThat(server.counts().of(CHECKSUM)).isEqualTo(3);
    }

    /** A server, or what is in between, that never answers is told as what it is, and the replica stays. */
    @Test
    void aChecksumThatIsNeverAnsweredIsTheFailureOfTheEntry() throws Exception {
        server.faults().dropConnectionOn(CHECKSUM, Moment.BEFORE_EXECUTION, Integer.MAX_VALUE);

        Outcome.Done done = sync(new ServedTask(job(Operation.PUT_SYNC, true), irods).with(notes),
                files(true, "file"));

        assertThat(done.retryTasks()).singleElement().satisfies(again -> assertThat(again.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("lost 3 times")));
        assertThat(server.counts().of(OPEN)).as("uploads").isEqualTo(1);
        assertThat(replica()).returns(Status.GOOD, Replica::status).returns((long) SIZE, Replica::size);
    }

    private ServedTask next(Operation operation) {
        return new ServedTask(job(operation, true), irods).with(notes).begunBefore();
    }

    /** A worker that has closed its upload, and ends while the server computes the checksum. */
    private void dieBetween(Operation operation) throws Exception {
        server.faults().delay(CHECKSUM, Duration.ofMillis(700), 1);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread victim = Thread.ofPlatform().start(() -> {
            try {
                sync(new ServedTask(job(operation, true), irods).with(notes), files(true, "file"));
            } catch (InterruptedException killed) {
                end.set(killed);
            }
        });
        await().until(() -> server.counts().of(CHECKSUM) == 1);
        victim.interrupt();
        irods.abort(victim);
        victim.join(Duration.ofSeconds(20).toMillis());
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertThat(replica().status()).as("it was closed").isEqualTo(Status.GOOD);
    }

    private void damage() throws Exception {
        Path file = Path.of(replica().physicalPath().encoded());
        byte[] stored = Files.readAllBytes(file);
        stored[SIZE / 2] ^= 1;
        Files.write(file, stored);
    }

    private Replica replica() throws Exception {
        assertThat(replicas("file")).hasSize(1);
        return replicas("file").getFirst();
    }
}

package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.miniirods.Faults.Moment;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An entry that breaks its connection each time is no outage of the server. */
class ConnectionLossesTest extends ServedTest {
    private static final int REGISTER = 20008;

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,true", "REGISTER_SYNC,false", "PUT_SYNC,true", "PUT_SYNC,false", "NO_OP,false"})
    void theEntryFailsAndTheOthersGoOn(Operation operation, boolean newCollection) throws Exception {
        for (String name : new String[]{"a", "b", "deadly", "c", "d"}) {
            source.with(name, new byte[10]);
        }
        server.faults().cutOn("deadly");
        ServedTask context = task(operation);

        Outcome.Done done = sync(context, files(newCollection, "a", "b", "deadly", "c", "d"));

        if (operation == Operation.NO_OP) {
            assertThat(done.counts().of(IngestCount.SKIPPED)).as("nothing is asked").isEqualTo(5);
            return;
        }
        assertThat(done.counts().of(operation.registers() ? IngestCount.REGISTERED : IngestCount.UPLOADED))
                .isEqualTo(4);
        assertThat(done.retryTasks()).flatMap(Outcome.RetryTask::failures).singleElement().satisfies(failure -> {
            assertThat(failure.path()).hasToString("/source/deadly");
            assertThat(failure.error()).contains("lost 3 times").contains("the server closed the connection");
        });
        server.faults().clear();
        for (String name : new String[]{"a", "b", "c", "d"}) {
            assertThat(replicas(name)).as(name).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsLostNowAndThenFailsNothing() throws Exception {
        for (String name : new String[]{"a", "b", "c"}) {
            source.with(name, new byte[10]);
        }
        server.faults().dropConnectionOn(REGISTER, Moment.AFTER_EXECUTION, 2);

        Outcome.Done done = sync(task(Operation.REGISTER_SYNC), files(true, "a", "b", "c"));

        assertThat(done.counts().of(IngestCount.REGISTERED)).isEqualTo(3);
        assertThat(done.retryTasks()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsWaitedForAndFailsNothing() throws Exception {
        source.with("a", new byte[10]);
        ServedTask context = task(Operation.REGISTER_SYNC);
        irods.session().close();
        server.faults().refuseConnections(true);
        server.faults().dropConnectionOn(REGISTER, Moment.BEFORE_EXECUTION, 1);

        CompletableFuture<Outcome.Done> ended = CompletableFuture.supplyAsync(() -> {
            try {
                return sync(context, files(true, "a"));
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        await().until(() -> !context.outages().current().isEmpty());
        server.faults().refuseConnections(false);

        assertThat(ended.get().counts().of(IngestCount.REGISTERED)).isEqualTo(1);
        assertThat(ended.get().retryTasks()).isEmpty();
    }

    private ServedTask task(Operation operation) {
        return new ServedTask(job(operation, false), irods);
    }
}

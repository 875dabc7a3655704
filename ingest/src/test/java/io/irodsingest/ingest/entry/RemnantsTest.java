package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What vanishes while it is copied. */
class RemnantsTest extends ServedTest {
    private static final int UNLINK = 615;
    private static final int LOCKED = -406_000;
    private static final int LARGE = 9 * 1024 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {10, LARGE})
    void whatVanishesWhileItIsCopiedLeavesNothing(int size) throws Exception {
        source.vanishing("file", new byte[size]).with("other", new byte[10]);
        server.faults().failNext(UNLINK, LOCKED, 1);

        Outcome.Done done = sync(task(), files(true, "file", "other"));

        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(1);
        assertThat(done.retryTasks()).isEmpty();
        assertThat(replicas("file")).isEmpty();
    }

    /** It was there before this pass: deletion is for those jobs that delete. */
    @Test
    void whatWasThereBeforeStays() throws Exception {
        source.with("file", new byte[10]);
        sync(task(), files(true, "file"));
        source.vanishing("file", new byte[LARGE]);

        Outcome.Done done = sync(task(), files(false, "file"));

        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
        assertThat(replicas("file")).singleElement().extracting(Replica::status).isEqualTo(Status.STALE);
    }

    @Test
    void whatCannotBeRemovedIsTold() throws Exception {
        source.vanishing("file", new byte[LARGE]);
        server.faults().failNext(UNLINK, LOCKED, Integer.MAX_VALUE);

        Outcome.Done done = sync(task(), files(true, "file"));

        assertThat(done.retryTasks()).flatMap(Outcome.RetryTask::failures).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("vanished").contains("cannot be removed"));
    }

    private ServedTask task() {
        return new ServedTask(job(Operation.PUT_SYNC, false), irods);
    }
}

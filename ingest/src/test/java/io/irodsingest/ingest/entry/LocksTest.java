package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.worker.LockedElsewhereException;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.entry.ServedTask.Notes;
import org.junit.jupiter.api.Test;

/** Data objects that somebody else has open. */
class LocksTest extends ServedTest {
    private static final int REPLICA_OPEN = 20003;
    private static final int LOCKED = -406_000;

    /** The worker that has it open may be at the same task. */
    @Test
    void aLockThatMayBeThatOfACopyOfTheTaskIsNoFailure() {
        source.with("file", new byte[10]);
        server.faults().failNext(REPLICA_OPEN, LOCKED, Integer.MAX_VALUE);

        assertThatThrownBy(() -> sync(task(true), files(false, "file"))).isInstanceOf(LockedElsewhereException.class)
                .hasMessage(TARGET + "/file is locked");
    }

    @Test
    void aLockThatIsLiftedSoonIsWaitedFor() throws Exception {
        source.with("file", new byte[10]);
        server.faults().failNext(REPLICA_OPEN, LOCKED, 2);

        assertThat(sync(task(true), files(false, "file")).counts().of(Count.UPLOADED)).isEqualTo(1);
    }

    @Test
    void aLockOfAStrangerIsAFailureInTheEnd() throws Exception {
        source.with("file", new byte[10]);
        server.faults().failNext(REPLICA_OPEN, LOCKED, Integer.MAX_VALUE);

        Outcome.Done done = sync(task(false), files(false, "file"));

        assertThat(done.again()).flatMap(Outcome.Again::failures).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("locked"));
    }

    private ServedTask task(boolean again) {
        return new ServedTask(job(Operation.PUT, false), irods, new Notes(), again);
    }
}

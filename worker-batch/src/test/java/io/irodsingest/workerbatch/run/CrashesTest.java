package io.irodsingest.workerbatch.run;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.worker.ServedTask.Notes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom a task blames that was begun again and again. Each look at it is the begin of another worker, with what the others noted. */
class CrashesTest {
    private final Notes notes = new Notes();

    @Test
    void aTaskThatNobodyBeganBeforeIsNoSuspect() throws Exception {
        for (int i = 0; i < 10; i++) {
            Crashes crashes = Crashes.of(task());
            assertThat(crashes.isCareful()).isFalse();
            assertThat(crashes.blame()).isEmpty();
        }
    }

    @Test
    void rowsAreLookedAtOneByOneAfterSomeBegins() throws Exception {
        assertThat(Crashes.of(task().begunBefore()).isCareful()).isFalse();
        assertThat(Crashes.of(task().begunBefore()).isCareful()).isFalse();
        assertThat(Crashes.of(task().begunBefore()).isCareful()).isTrue();
    }

    @Test
    void aRowIsBlamedAtWhichTwoWorkersEnded() throws Exception {
        for (int i = 1; i < Crashes.CAREFUL_AFTER; i++) {
            Crashes.of(task().begunBefore());
        }
        Crashes.of(task().begunBefore()).begins(7);
        assertThat(Crashes.of(task().begunBefore()).blame(7)).as("one may be chance").isEmpty();
        Crashes.of(task().begunBefore()).begins(7);

        Crashes last = Crashes.of(task().begunBefore());
        assertThat(last.blame(7)).hasValueSatisfying(why -> assertThat(why).contains("its worker ended each time"));
        assertThat(last.blame(8)).isEmpty();
    }

    @Test
    void aCallThatEndsItsWorkersIsBlamedAfterAWhile() throws Exception {
        for (int i = 1; i < Crashes.MOST_RUNS; i++) {
            assertThat(Crashes.of(task().begunBefore()).blame()).isEmpty();
        }
        assertThat(Crashes.of(task().begunBefore()).blame()).isPresent();
    }

    private ServedTask task() {
        return new ServedTask(new JobSpec("job", new BatchSpec(new Processor("a", "b"), false, Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())), null).with(notes);
    }
}

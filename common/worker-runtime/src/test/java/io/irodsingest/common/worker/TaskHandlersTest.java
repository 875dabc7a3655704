package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.task.KindOfWork.Measure;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.ingesttasks.IngestTask.StartPass;
import io.irodsingest.common.path.RawPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskHandlersTest {
    private static final Task SCAN = new IngestTask.ScanDirectories(
            List.of(new Directory(new RawPath("a"), false, 0)), 0);

    private final TaskHandlers handlers = WorkerTest.counting();

    /** Of a task that needs none. */
    private static final class Nothing implements TaskHandler<StartPass> {
        @Override
        public Outcome handle(StartPass task, TaskContext context) {
            return WorkerTest.done(IngestCount.UNCHANGED);
        }

        @Override
        public Outcome failed(StartPass task, TaskContext context, String error) {
            return WorkerTest.done(Count.FAILED);
        }
    }

    @Test
    void aTypeHasOneHandler() {
        assertThatThrownBy(() -> handlers.and(WorkerTest.counting())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two handlers for FinishPass");
        handlers.with(StartPass.class, new Nothing());
        assertThatThrownBy(() -> handlers.with(StartPass.class, new Nothing()))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("two handlers for StartPass");
    }

    @Test
    void whatIsTakenAlongIsWhatTheOtherKindOfWorkerHas() {
        List<String> released = new ArrayList<>();
        TaskHandlers others = new TaskHandlers().with(StartPass.class, new Nothing()).of(new Ingest())
                .whenReleased(job -> released.add("other: " + job.name()));

        TaskHandlers all = handlers.whenReleased(job -> released.add("own: " + job.name())).and(others);
        all.release(FakeCluster.spec("daily"));

        assertThat(all.of(new StartPass())).isNotNull();
        assertThat(all.of(new FinishPass())).isNotNull();
        assertThat(all.feeds(SCAN)).contains(IngestLane.FILE);
        assertThat(released).containsExactly("own: daily", "other: daily");
    }

    /** It is told from one that it knows and has no handler for. */
    @Test
    void itKnowsTheTypesOfItsHandlersAndThoseOfItsKinds() {
        assertThat(handlers.types().names()).containsExactly("FinishPass");

        TaskHandlers more = WorkerTest.counting().of(new Ingest());
        assertThat(more.types().names()).contains("FinishPass", "ScanDirectories");
        assertThat(more.of(SCAN)).isNull();
    }

    @Test
    void itsKindsSayWhichTasksFindWorkAndWhatCountsAre() {
        assertThat(handlers.scans()).isEmpty();
        assertThat(handlers.feeds(SCAN)).as("it is told nothing of scans").isEmpty();
        assertThat(handlers.measure(SCAN, IngestCount.FILES)).isEqualTo(Measure.OUTCOME);

        handlers.of(new Ingest());

        assertThat(handlers.scans()).containsExactlyInAnyOrder("ScanDirectories", "ScanEntries", "FindLeftovers",
                "HandOverList", "ScanListPart", "ScanPaths");
        assertThat(handlers.feeds(SCAN)).contains(IngestLane.FILE);
        assertThat(handlers.feeds(new FinishPass())).isEmpty();
        assertThat(handlers.measure(SCAN, IngestCount.FILES)).isEqualTo(Measure.FOUND);
    }
}

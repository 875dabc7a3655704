package io.irodsingest.orchestrator.watch;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job that no worker could begin is refused when it is asked for. */
class PythonWorkersTest {
    private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

    @Test
    void aHandlerOfPythonNeedsAWorkerWithPython() {
        Beat without = worker("restart");
        Beat with = worker("restart").offering(List.of(WorkerRegistry.PYTHON));
        Beat elsewhere = worker("s3-restart").offering(List.of(WorkerRegistry.PYTHON));

        assertThat(PythonWorkers.refusal(job(Form.PYTHON), List.of(without, elsewhere))).hasValueSatisfying(
                why -> assertThat(why).startsWith("no worker that takes tasks from queue 'restart' can run"));
        assertThat(PythonWorkers.refusal(job(Form.PYTHON), List.of(without, with))).isEmpty();
        assertThat(PythonWorkers.refusal(job(Form.PYTHON), List.of(elsewhere))).as("nobody takes it yet").isEmpty();
        assertThat(PythonWorkers.refusal(job(Form.JAR), List.of(without))).isEmpty();
    }

    private static JobSpec job(Form form) {
        return new JobSpec("daily", IngestSpec.of(RawPath.parse("/data"), "/tempZone/home/rods", Operation.PUT)
                .with(new HandlerFile(form, "h", "00")));
    }

    private static Beat worker(String queue) {
        return new Beat(new Identity(queue, "worker", "host", 1, "1", NOW), List.of(queue), 1, NOW,
                WorkerRegistry.STANDARD_SILENCE, Mode.ACTIVE, List.of(), Map.of(), Work.NONE);
    }
}

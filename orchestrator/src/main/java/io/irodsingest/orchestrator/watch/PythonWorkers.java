package io.irodsingest.orchestrator.watch;

import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.util.List;
import java.util.Optional;

/** Whether the workers that live can run an event handler of Python. */
public final class PythonWorkers {
    private PythonWorkers() {}

    /** Whether a job has such an event handler. */
    public static boolean areNeededBy(JobSpec job) {
        return job.work() instanceof EntryWork work
                && work.handler().filter(file -> file.form() == Form.PYTHON).isPresent();
    }

    /**
     * Why a job would fail when it begins: workers would take its first task, and none of them has a Python. While there are no such
     * workers at all, nothing is known.
     */
    public static Optional<String> refusal(JobSpec job, List<Beat> alive) {
        if (!areNeededBy(job)) {
            return Optional.empty();
        }
        Lane first = job.work().lanes().getFirst();
        String queue = job.options().queues().getOrDefault(first, job.work().queue(first));
        List<Beat> taking = alive.stream().filter(worker -> worker.takesFrom(queue)).toList();
        return taking.isEmpty() || taking.stream().anyMatch(worker -> worker.offers().contains(WorkerRegistry.PYTHON))
                ? Optional.empty()
                : Optional.of("no worker that takes tasks from queue '" + queue
                        + "' can run an event handler of Python:"
                        + " install CPython 3.9 or newer on the workers, or name one by their IRODS_INGEST_PYTHON, and start"
                        + " them again");
    }
}

package io.irodsingest.orchestrator;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What keeps jobs from going on, in words. */
final class Waits {
    private static final int MOST = 20;

    private Waits() {}

    static String text(Outages.Outage outage) {
        return outage.dependency().label() + " since " + outage.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                + outage.reason();
    }

    /** In the form of an outage: who is waited for, since when, and why. */
    private static String text(Job.Wait wait) {
        String since = " since " + wait.since().truncatedTo(ChronoUnit.SECONDS);
        int who = wait.reason().indexOf(": ");
        return who < 0 ? wait.reason() + since : wait.reason().substring(0, who) + since + wait.reason().substring(who);
    }

    /** What workers wait for, each text once. */
    static List<String> ofWorkers(List<Beat> workers) {
        return workers.stream().flatMap(worker -> worker.waitingFor().stream()).distinct().sorted().limit(MOST)
                .toList();
    }

    /** What a job that has not ended waits for; workers that work on something else do not count. */
    static List<String> of(Job job, List<Outages.Outage> own, List<Beat> workers) {
        Set<String> waits = new LinkedHashSet<>();
        own.forEach(outage -> waits.add(text(outage)));
        waits.addAll(ofWorkers(concerned(job, workers)));
        job.waitingFor().ifPresent(wait -> waits.add(text(wait)));
        if (job.state().isActive()) {
            job.spec().lanes().stream().map(job.spec()::queue).distinct()
                    .filter(queue -> workers.stream().noneMatch(worker -> worker.queues().contains(queue)))
                    .forEach(queue -> waits.add("a worker: none takes tasks from queue '" + queue + "'"));
        }
        return new ArrayList<>(waits);
    }

    private static List<Beat> concerned(Job job, List<Beat> workers) {
        List<Beat> atIt = workers.stream().filter(worker -> isAt(worker, job.id())).toList();
        return atIt.isEmpty() ? workers : atIt;
    }

    /** Whether a worker has a task of the job in a thread. */
    static boolean isAt(Beat worker, String jobId) {
        return !worker.running().getOrDefault(jobId, List.of()).isEmpty();
    }
}

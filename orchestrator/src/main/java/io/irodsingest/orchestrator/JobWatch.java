package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.http.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Tells how a job is, now and whenever that changes, until it has ended. For one thread. */
final class JobWatch implements EventSource {
    private final Monitor monitor;
    private final Function<Job, JobView> view;
    private Job told;
    private Job known;
    private List<String> waits = List.of();
    private long look;

    JobWatch(Job job, Monitor monitor, Function<Job, JobView> view) {
        this.known = job;
        this.monitor = monitor;
        this.view = view;
    }

    @Override
    public Next next(Duration most) throws InterruptedException {
        if (told != null && told.state().isFinal()) {
            return new Next.End();
        }
        long limit = System.nanoTime() + most.toNanos();
        Duration left = most;
        while (isTold() && !left.isNegative()) {
            look = monitor.awaitLook(look, left);
            known = monitor.cluster().jobs().stream().filter(job -> job.id().equals(known.id())).findFirst()
                    .orElse(known);
            left = Duration.ofNanos(limit - System.nanoTime());
        }
        if (isTold()) {
            return new Next.Quiet();
        }
        told = known;
        waits = monitor.waitsOf(known);
        return new Next.Event("job", view.apply(known));
    }

    private boolean isTold() {
        return known.equals(told) && monitor.waitsOf(known).equals(waits);
    }
}

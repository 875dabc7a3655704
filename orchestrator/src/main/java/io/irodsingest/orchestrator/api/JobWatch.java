package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a job is, now and whenever that changes, until it has ended. For one thread. */
final class JobWatch<T> implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    /** A job as it is told. */
    @FunctionalInterface
    interface View<T> {
        T of(Job job) throws InterruptedException;
    }

    private final Jobs jobs;
    private final Monitor monitor;
    private final View<T> view;
    private final String event;
    private Job told;
    private Job known;
    private List<String> waitReasons = List.of();
    private long look;
    /** The monitor's look at Redis before which the job may have been read. */
    private final long firstLook;

    /** @param event the name of its events */
    JobWatch(String event, Job job, Jobs jobs, Monitor monitor, View<T> view) {
        this.event = event;
        this.known = job;
        this.firstLook = monitor.stateLooks();
        this.jobs = jobs;
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
            lookAgain();
            left = Duration.ofNanos(limit - System.nanoTime());
        }
        if (isTold()) {
            return new Next.Quiet();
        }
        told = known;
        waitReasons = monitor.waitsOf(known);
        return new Next.Event(event, view.of(known));
    }

    /** At what the monitor saw, which costs nothing however many watch, once that cannot be older than what was told. */
    private void lookAgain() throws InterruptedException {
        if (monitor.stateLooks() >= firstLook + 2) {
            Optional<Job> seen = monitor.cluster().jobs().stream().filter(job -> job.id().equals(known.id()))
                    .findFirst();
            if (seen.isPresent()) {
                known = seen.get();
                return;
            }
        }
        try {
            known = jobs.find(known.id());
        } catch (Refusal away) {
            LOG.debug("job {} cannot be looked at: {}", known.spec().name(), away.getMessage());
        }
    }

    private boolean isTold() {
        return known.equals(told) && monitor.waitsOf(known).equals(waitReasons);
    }
}

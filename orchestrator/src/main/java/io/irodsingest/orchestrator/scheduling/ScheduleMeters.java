package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.metrics.Buckets;
import io.irodsingest.common.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What this process measures of schedules. Thread-safe. */
public final class ScheduleMeters {
    private static final String RUNS = "schedule_runs";
    private static final String ABOUT_RUNS = "Planned times of schedules by what became of them";

    private final AtomicLong due = new AtomicLong();
    private final Counter claimed;
    private final Counter skipped;
    private final Counter missed;
    private final Counter failed;
    private final Timer delay;

    public ScheduleMeters(Meters meters) {
        claimed = meters.counter(RUNS, ABOUT_RUNS, "outcome", "started");
        skipped = meters.counter(RUNS, ABOUT_RUNS, "outcome", "skipped");
        missed = meters.counter(RUNS, ABOUT_RUNS, "outcome", "missed");
        failed = meters.counter(RUNS, ABOUT_RUNS, "outcome", "failed");
        delay = meters.timer("schedule_start_delay", "From when a run was to start until its job was made",
                Buckets.WAITS);
        meters.gauge("schedules_due", "Schedules that were due at the last look", due::get);
    }

    void note(Tally tally) {
        claimed.increment(tally.started());
        skipped.increment(tally.skipped());
        missed.increment(tally.missed());
        failed.increment(tally.failed());
    }

    void started(Duration after) {
        delay.record(after.isNegative() ? Duration.ZERO : after);
    }

    /** How many were due at a look. */
    public void due(long count) {
        due.set(count);
    }
}

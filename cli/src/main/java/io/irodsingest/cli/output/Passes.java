package io.irodsingest.cli.output;

import io.irodsingest.adminapi.JobView;
import java.time.temporal.ChronoUnit;

/** Which pass of a periodic job a view is about, and what is said of it. */
final class Passes {
    private Passes() {}

    /** 1 for the first. A job that was stopped in the middle of a pass still has tasks of it. */
    static long number(JobView job) {
        boolean isOver = isBetween(job)
                || (job.ended() || job.state().equals("STOPPING")) && job.tasks().remainingTasks() == 0;
        return isOver ? Math.max(1, job.pass().passes()) : job.pass().passes() + 1;
    }

    /** Whether the job waits for its next pass; its counts are those of the last one then. */
    static boolean isBetween(JobView job) {
        return job.state().equals("WAITING");
    }

    /** Like {@code pass 3, RUNNING}; for a job of one pass its state alone. */
    static String situation(JobView job) {
        if (job.work().interval().isEmpty()) {
            return job.state();
        }
        return "pass " + number(job) + ", " + (isBetween(job)
                ? "ended" + next(job) + job.error().map(error -> ": " + error).orElse("")
                : job.state());
    }

    private static String next(JobView job) {
        return job.pass().nextRun().map(next -> ", next at " + next.truncatedTo(ChronoUnit.SECONDS)).orElse("");
    }
}

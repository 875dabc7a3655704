package io.irodsingest.cli.client;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.adminapi.JobView;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** Looks at a job again and again. */
public final class Watch {
    private static final Duration POLL = Duration.ofMillis(300);
    /** So long an orchestrator may be away in the middle: a restart, an upgrade. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Watch() {}

    /**
     * Waits for the end of a job, also while the orchestrator is away for some minutes.
     *
     * @return the job as it ended
     * @throws AwayException when the orchestrator did not come back
     */
    public static JobView untilEnd(AdminClient client, String jobId, Progress progress) throws AwayException {
        JobView job = until(JobView::ended, client, jobId, progress, Instant.MAX);
        progress.close();
        return job;
    }

    /** @return the job as it was when it fulfilled the condition, or when the time was over */
    public static JobView until(Predicate<JobView> condition, AdminClient client, String jobId, Progress progress,
            Instant limit) throws AwayException {
        Instant lastAnswer = Instant.now();
        JobView job = null;
        while (true) {
            try {
                JobView before = job;
                job = client.job(jobId);
                note(before, job);
                lastAnswer = Instant.now();
                progress.show(job);
            } catch (AwayException away) {
                if (Instant.now().isAfter(lastAnswer.plus(PATIENCE))) {
                    throw away;
                }
                progress.away(away.getMessage());
            }
            if (job != null && (condition.test(job) || Instant.now().isAfter(limit))) {
                return job;
            }
            pause();
        }
    }

    private static void note(JobView before, JobView now) {
        if (before == null || !before.state().equals(now.state())) {
            ClientLog.LOG.info(() -> "job " + now.jobName() + " (" + now.id() + ") is " + now.state());
        }
        if (!now.waitingFor().isEmpty() && (before == null || before.waitingFor().isEmpty())) {
            ClientLog.LOG.warning(() -> "job " + now.jobName() + " waits for " + String.join("; ", now.waitingFor()));
        }
    }

    public static void pause() {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw CommandException.failure("interrupted");
        }
    }
}

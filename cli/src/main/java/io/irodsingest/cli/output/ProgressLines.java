package io.irodsingest.cli.output;

import io.irodsingest.adminapi.Entries;
import io.irodsingest.adminapi.JobView;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** For logs and pipes: a line every few seconds, and one whenever something other than a number changes. */
final class ProgressLines implements Progress {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final Clock clock;
    private Instant last = Instant.MIN;
    private List<String> lastSituation = List.of();

    ProgressLines(PrintWriter err, Clock clock) {
        this.err = err;
        this.clock = clock;
    }

    @Override
    public void show(JobView job) {
        Entries entries = Entries.of(job);
        tell(List.of(Passes.situation(job), String.join("; ", job.waitingFor())),
                String.format(Locale.ROOT, "job %s: %s, %,d of %,d %s, %s, %,d failed%s", job.jobName(),
                        Passes.situation(job), entries.done(), entries.found(),
                        job.counts().containsKey("rows") ? "rows" : "entries", entries.rate(), entries.failed(),
                        job.waitingFor().isEmpty()
                                ? ""
                                : ", waits for " + String.join("; ", job.waitingFor())));
    }

    @Override
    public void away(String reason) {
        tell(List.of(reason), reason);
    }

    @Override
    public void close() {
        err.flush();
    }

    private void tell(List<String> situation, String line) {
        Instant now = clock.instant();
        if (!situation.equals(lastSituation) || !now.isBefore(last.plus(PAUSE))) {
            err.println(line);
            err.flush();
            last = now;
            lastSituation = situation;
        }
    }
}

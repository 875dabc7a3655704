package io.irodsingest.cli;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of a job that has ended. */
public final class Summary {
    /** How many failures it names. */
    public static final int FAILURES_NAMED = 10;

    private static final List<String> FOUND = List.of("directories", "files", "links", "specials");
    private static final List<String> DONE = List.of("collections_created", "registered", "uploaded", "updated",
            "unchanged", "existing", "skipped", "vanished", "failed");

    private Summary() {}

    /** @param failures the first ones; those past {@link #FAILURES_NAMED} are not named */
    public static String text(JobView job, List<Failure> failures) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "job %s: %s after %.1f s%s%n", job.jobName(), job.state(),
                job.elapsedTime(), job.error().map(error -> ": " + error).orElse("")));
        text.append("  found: ").append(counts(job, FOUND)
                .orElse("nothing")).append(", ").append(bytes(job.count("bytes"))).append(System.lineSeparator());
        text.append("  done: ").append(counts(job, DONE).orElse("nothing")).append(", ")
                .append(Entries.of(job).rate()).append(System.lineSeparator());
        failures.stream().limit(FAILURES_NAMED).forEach(failure -> text.append("  failed: ").append(failure.path())
                .append(": ").append(failure.error()).append(System.lineSeparator()));
        long more = job.count("failed") - Math.min(failures.size(), FAILURES_NAMED);
        if (more > 0) {
            text.append("  and ").append(more).append(" more that failed").append(System.lineSeparator());
        }
        return text.toString();
    }

    /** Whether a script may go on: the job came to its end and nothing failed. */
    public static boolean isSuccess(JobView job) {
        return job.state().equals("COMPLETED");
    }

    private static Optional<String> counts(JobView job, List<String> names) {
        return Optional.of(names.stream().filter(name -> job.count(name) > 0)
                .map(name -> String.format(Locale.ROOT, "%,d %s", job.count(name), name.replace('_', ' ')))
                .collect(Collectors.joining(", "))).filter(text -> !text.isEmpty());
    }

    private static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        List<String> units = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
        while (amount >= 1024) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units.get(unit));
    }
}

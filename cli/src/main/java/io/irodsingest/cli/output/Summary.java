package io.irodsingest.cli.output;

import io.irodsingest.adminapi.Entries;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Locale;

/** What is said of a job that has ended. */
public final class Summary {
    /** How many failures it names. */
    public static final int FAILURES_NAMED = 10;

    static final List<String> FOUND = List.of("directories", "files", "links", "specials");
    private static final List<String> DONE = List.of("collections_created", "registered", "replicas_registered",
            "uploaded", "appended", "updated", "deleted", "collections_deleted", "unchanged", "existing", "skipped",
            "excluded", "vanished", "retries", "failed");

    private Summary() {}

    /** @param failures the first ones; those past {@link #FAILURES_NAMED} are not named */
    public static String text(JobView job, List<Failure> failures) {
        return String.format(Locale.ROOT, "job %s: %s after %.1f s%s%s%n", job.jobName(), job.state(),
                job.pass().elapsedTime(), job.work().interval().isPresent() ? ", pass " + Passes.number(job) : "",
                job.error().map(error -> ": " + error).orElse(""))
                + (job.counts().containsKey("rows") ? rows(job) : entries(job, failures));
    }

    /** Of a batch, whose rows fail with their results. */
    private static String rows(JobView job) {
        return String.format("  done: %s, %s; irods-ingest batch results %s tells what came of each row%n",
                Wording.counts(job, List.of("rows", "succeeded", "retries", "failed"), "nothing"),
                Entries.of(job).rate(), Printable.line(job.jobName()));
    }

    private static String entries(JobView job, List<Failure> failures) {
        return found(job)
                + String.format("  done: %s, %s%n", Wording.counts(job, DONE, "nothing"), Entries.of(job).rate())
                + failed(job, failures);
    }

    /** Whether a script may go on: the job came to its end and nothing failed. */
    public static boolean isSuccess(JobView job) {
        return job.state().equals("COMPLETED");
    }

    static String found(JobView job) {
        return String.format("  found: %s, %s%n", Wording.counts(job, FOUND, "nothing"),
                Wording.bytes(job.count("bytes")));
    }

    static String failed(JobView job, List<Failure> failures) {
        StringBuilder text = new StringBuilder();
        failures.stream().limit(FAILURES_NAMED).forEach(failure -> text
                .append(String.format("  failed: %s: %s%n", Printable.line(failure.path()),
                        Printable.line(failure.error()))));
        long more = job.count("failed") - Math.min(failures.size(), FAILURES_NAMED);
        if (more > 0) {
            text.append(String.format("  and %d more that failed; irods-ingest failures %s names them all%n", more,
                    job.jobName()));
        }
        return text.toString();
    }
}

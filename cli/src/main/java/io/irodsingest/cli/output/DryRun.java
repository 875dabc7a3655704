package io.irodsingest.cli.output;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is said of a job that only looked at what it would do. */
public final class DryRun {
    private static final List<String> LEFT = List.of("unchanged", "existing", "skipped", "excluded", "vanished");

    private DryRun() {}

    /** Whether this names what would be deleted, and no failure. */
    static boolean isDeletion(Failure failure) {
        return failure.error().endsWith(" would be deleted");
    }

    /** @param named the first ones of what would be deleted, and of what failed */
    public static String text(JobView job, List<Failure> named) {
        List<Failure> failures = named.stream().filter(failure -> !isDeletion(failure)).toList();
        return String.format(Locale.ROOT, "dry run %s: %s after %.1f s%s; nothing was changed%n", job.jobName(),
                job.state(), job.pass().elapsedTime(), job.error().map(error -> ": " + error).orElse(""))
                + Summary.found(job)
                + String.format("  would %s%n", deeds(job))
                + deletions(job, named)
                + String.format("  would leave as they are: %s%n", Wording.counts(job, LEFT, "none"))
                + Summary.failed(job, failures);
    }

    private static String deletions(JobView job, List<Failure> named) {
        List<Failure> deletions = named.stream().filter(DryRun::isDeletion).limit(Summary.FAILURES_NAMED).toList();
        StringBuilder text = new StringBuilder();
        deletions.forEach(deletion -> text.append(String.format("  %s%n", deletion.error())));
        long more = job.count("deleted") + job.count("collections_deleted") - deletions.size();
        if (!deletions.isEmpty() && more > 0) {
            text.append(String.format("  and %d more; --json names them all%n", more));
        }
        return text.toString();
    }

    private static String deeds(JobView job) {
        String deeds = Stream.of(deed(job, "collections_created", "create", "collection", "collections"),
                deed(job, "registered", "register", "file", "files"),
                deed(job, "replicas_registered", "register", "replica", "replicas"),
                deed(job, "uploaded", "upload", "file", "files"),
                deed(job, "appended", "append to", "data object", "data objects"),
                deed(job, "updated", "update", "data object", "data objects"),
                deed(job, "deleted", "delete", "data object", "data objects"),
                deed(job, "collections_deleted", "remove", "collection", "collections"),
                deed(job, "failed", "fail with", "entry", "entries")).filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
        return deeds.isEmpty() ? "do nothing" : deeds;
    }

    private static String deed(JobView job, String count, String verb, String singular, String plural) {
        return job.count(count) == 0 ? null : verb + ' ' + Wording.counted(job.count(count), singular, plural);
    }
}

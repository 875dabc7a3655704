package io.irodsingest.adminapi;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * How far the latest pass of a job is, in entries other than directories, or in rows.
 *
 * @param found so far; grows while the source is scanned
 * @param done those whose fate is known, failed ones among them
 * @param perSecond how many were done a second, on average since the pass began
 */
public record Entries(long found, long done, long failed, double perSecond) {
    private static final List<String> KINDS = List.of("files", "links", "specials", "rows");
    private static final List<String> FATES = List.of("registered", "replicas_registered", "uploaded", "appended",
            "updated", "unchanged", "existing",
            "skipped", "vanished", "missing", "different", "succeeded", "failed");

    public static Entries of(JobView job) {
        long done = done(job::count);
        double seconds = job.pass().elapsedTime();
        // a failed directory has a fate, and is none of these entries
        return new Entries(Math.max(sum(job::count, KINDS), done), done, job.count("failed"),
                seconds > 0 ? done / seconds : 0);
    }

    /** With its unit, for people. */
    public String rate() {
        return String.format(Locale.ROOT, "%,.0f/s", perSecond);
    }

    /** How many of them are done. @param count by the name of a count */
    public static long done(ToLongFunction<String> count) {
        return sum(count, FATES);
    }

    private static long sum(ToLongFunction<String> count, List<String> counts) {
        return counts.stream().mapToLong(count).sum();
    }
}

package io.irodsingest.cli.output;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Optional;

/**
 * What came of a check.
 *
 * @param agree whether everything could be compared, and nothing differs
 * @param missing entries that the target lacks
 * @param extra data objects and collections that the source lacks
 * @param different entries whose data object differs
 * @param compared files, links and the like that were found in the source
 * @param error why nothing could be compared
 * @param differences the first ones, or all, and what could not be compared
 * @param more whether there are others
 */
public record CheckReport(String jobName, boolean agree, long missing, long extra, long different, long compared,
        Optional<String> error, List<Failure> differences, boolean more) {

    public static CheckReport of(JobView job, List<Failure> differences, boolean more) {
        long missing = job.count("missing");
        long extra = job.count("extra");
        long different = job.count("different");
        boolean through = job.state().equals("COMPLETED") || job.state().equals("COMPLETED_WITH_FAILURES");
        boolean agree = through && missing + extra + different + job.count("failed") == 0 && differences.isEmpty();
        long compared = job.count("files") + job.count("links") + job.count("specials");
        return new CheckReport(job.jobName(), agree, missing, extra, different, compared, reason(job, through),
                differences, more);
    }

    private static Optional<String> reason(JobView job, boolean through) {
        return through ? job.error() : job.error().or(() -> Optional.of("the job is " + job.state()));
    }

    public String summary() {
        if (error.isPresent()) {
            return "source and target could not be compared: " + error.get();
        }
        String looked = Wording.counted(compared, "entry", "entries") + " compared";
        if (agree) {
            return "source and target agree: " + looked;
        }
        return missing + extra + different == 0
                ? "some entries could not be compared: " + looked
                : "source and target differ: " + missing + " missing, " + extra + " extra, " + different
                        + " different; " + looked;
    }
}

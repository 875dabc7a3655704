package io.irodsingest.cli.output;

import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a dry run found, for programs.
 *
 * @param counts what would be done, by what it is counted as
 * @param wouldDelete what would be deleted, a line each
 * @param failures what would fail
 * @param error why nothing could be looked at
 */
public record DryRunReport(String jobName, String state, Map<String, Long> counts, List<String> wouldDelete,
        List<Failure> failures, Optional<String> error) {

    /** @param named what would be deleted, and what failed */
    public static DryRunReport of(JobView job, List<Failure> named) {
        return new DryRunReport(job.jobName(), job.state(), job.counts(),
                named.stream().filter(DryRun::isDeletion).map(Failure::error).toList(),
                named.stream().filter(Predicate.not(DryRun::isDeletion)).toList(), job.error());
    }
}

package io.irodsingest.dashboard;

import io.irodsingest.adminapi.JobList.Unreadable;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Optional;

/**
 * Some of the jobs, in the order that was asked for.
 *
 * @param total how many there are on all pages
 * @param next what asks for the page behind this one
 * @param complete false when they are sorted, and there are more than were looked at
 */
public record ListedJobs(List<JobView> jobs, List<Unreadable> unreadable, long total, Optional<String> next,
        boolean complete) {
    public ListedJobs {
        jobs = List.copyOf(jobs);
        unreadable = List.copyOf(unreadable);
    }
}

package io.irodsingest.dashboard;

import io.irodsingest.adminapi.JobList.Unreadable;
import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Optional;

/**
 * Some of the jobs, newest first.
 *
 * @param total how many there are on all pages
 * @param next what asks for the page behind this one
 */
public record ListedJobs(List<JobView> jobs, List<Unreadable> unreadable, long total, Optional<String> next) {
    public ListedJobs {
        jobs = List.copyOf(jobs);
        unreadable = List.copyOf(unreadable);
    }
}

package io.irodsingest.adminapi;

import java.util.List;
import java.util.Optional;

/**
 * The jobs that are remembered, or a page of them, each in one of the lists, oldest first.
 *
 * @param periodic jobs that have not ended, of which another pass follows, or another run of their schedule is planned
 * @param singlepass others that have not ended
 * @param stopped jobs that were stopped
 * @param finished jobs that came to their end, well or not
 * @param total how many there are on all pages
 * @param unreadable jobs whose records cannot be read
 * @param next what asks for the page behind this one, whose jobs are older; empty when there is none
 */
public record JobList(List<JobView> periodic, List<JobView> singlepass, List<JobView> stopped,
        List<JobView> finished, int total, List<Unreadable> unreadable,
        Optional<String> next) {

    /** A job of which nothing else is known. @param error begins with {@code unreadable record:} and says why */
    public record Unreadable(String id, String jobName, String error) {}

    public JobList {
        periodic = List.copyOf(periodic);
        singlepass = List.copyOf(singlepass);
        stopped = List.copyOf(stopped);
        finished = List.copyOf(finished);
        // an orchestrator of the version before does not tell it
        unreadable = unreadable == null ? List.of() : List.copyOf(unreadable);
    }
}

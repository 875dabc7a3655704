package io.irodsingest.adminapi;

import java.util.List;

/**
 * The jobs that are remembered, or a page of them, each in one of the lists, oldest first.
 *
 * @param periodic jobs that run again and again
 * @param singlepass jobs of one pass that have not ended
 * @param stopped jobs that were stopped
 * @param finished jobs that came to their end, well or not
 * @param total how many there are on all pages
 */
public record JobList(List<JobView> periodic, List<JobView> singlepass, List<JobView> stopped,
        List<JobView> finished, int total) {

    public JobList {
        periodic = List.copyOf(periodic);
        singlepass = List.copyOf(singlepass);
        stopped = List.copyOf(stopped);
        finished = List.copyOf(finished);
    }
}

package io.irodsingest.adminapi;

import java.util.List;

/** The queues of the jobs that have not ended, and the usual ones. */
public record QueueList(List<QueueView> queues) {

    public QueueList {
        queues = List.copyOf(queues);
    }
}

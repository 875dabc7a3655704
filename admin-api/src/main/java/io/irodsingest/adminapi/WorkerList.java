package io.irodsingest.adminapi;

import java.util.List;

/** The workers that live. */
public record WorkerList(List<WorkerView> workers) {

    public WorkerList {
        workers = List.copyOf(workers);
    }
}

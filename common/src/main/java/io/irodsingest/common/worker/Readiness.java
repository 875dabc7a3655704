package io.irodsingest.common.worker;

import io.irodsingest.common.outage.Outages;
import java.util.ArrayList;
import java.util.List;

/** Whether a worker process takes tasks and has the servers for them. Thread-safe. */
final class Readiness {
    private final Outages outages;
    private volatile String otherwise = "its begin: it takes no tasks yet";

    Readiness(Outages outages) {
        this.outages = outages;
    }

    void begun() {
        otherwise = "";
    }

    void ends() {
        otherwise = "its end: it takes no more tasks";
    }

    /** One text for each thing that it waits for; none when it is ready. */
    List<String> waits() {
        List<String> waits = new ArrayList<>();
        outages.current().forEach(outage -> waits.add(outage.describe()));
        if (!otherwise.isEmpty()) {
            waits.add(otherwise);
        }
        return waits;
    }
}

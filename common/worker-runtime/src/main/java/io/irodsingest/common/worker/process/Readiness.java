package io.irodsingest.common.worker.process;

import io.irodsingest.common.outage.Outages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether a worker process takes tasks and has the servers for them. Thread-safe. */
final class Readiness {
    private final Outages outages;
    private volatile Supplier<List<String>> troubles = List::of;
    private volatile String otherwise = "its begin: it takes no tasks yet";

    Readiness(Outages outages) {
        this.outages = outages;
    }

    /** @param ofWorker asked for what is the matter with the worker, one text for each */
    void begun(Supplier<List<String>> ofWorker) {
        troubles = ofWorker;
        otherwise = "";
    }

    void ends() {
        otherwise = "its end: it takes no more tasks";
    }

    /** One text for each thing that it waits for; none when it is ready. */
    List<String> waits() {
        List<String> waits = new ArrayList<>(troubles.get());
        outages.current().forEach(outage -> waits.add(outage.describe()));
        if (!otherwise.isEmpty()) {
            waits.add(otherwise);
        }
        return waits;
    }
}

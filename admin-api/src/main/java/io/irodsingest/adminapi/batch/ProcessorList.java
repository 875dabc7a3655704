package io.irodsingest.adminapi.batch;

import java.util.List;

/** What workers can do with rows, as they tell it. */
public record ProcessorList(List<ProcessorView> processors) {

    /**
     * @param kind {@code batch} or {@code query}
     * @param workers ids of those that live and have it
     */
    public record ProcessorView(String app, String op, String kind, List<String> workers) {}
}

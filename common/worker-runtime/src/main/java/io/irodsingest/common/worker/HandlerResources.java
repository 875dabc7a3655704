package io.irodsingest.common.worker;

import java.util.List;

/** What handlers of a worker have open together. Its beats tell of it, and it is closed with the worker. Thread-safe. */
public interface HandlerResources extends AutoCloseable {
    /** What the worker can do that not every worker of its kind can: {@link io.irodsingest.common.state.WorkerRegistry.Beat#offers}. */
    default List<String> offers() {
        return List.of();
    }

    /** What keeps it from being used, one line each; empty when all is well. */
    default List<String> troubles() {
        return List.of();
    }

    /** Called when no handler is at work any more. Bounds its time itself. */
    @Override
    void close();
}

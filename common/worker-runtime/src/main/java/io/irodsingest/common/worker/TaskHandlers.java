package io.irodsingest.common.worker;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The handlers of a worker by type of task. Immutable once it is in use. */
public final class TaskHandlers {
    private final Map<Class<? extends Task>, TaskHandler<?>> byType = new HashMap<>();
    private final List<Consumer<JobSpec>> releases = new ArrayList<>();

    /** @throws IllegalArgumentException for a second handler of one type */
    public <T extends Task> TaskHandlers with(Class<T> type, TaskHandler<T> handler) {
        if (byType.putIfAbsent(type, handler) != null) {
            throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
        }
        return this;
    }

    /**
     * Has somebody told of jobs that are over for this worker, so that what is kept for their tasks can be given up. A job may go
     * on after that, when its failures are tried again.
     */
    public TaskHandlers whenReleased(Consumer<JobSpec> released) {
        releases.add(released);
        return this;
    }

    void release(JobSpec job) {
        releases.forEach(released -> released.accept(job));
    }

    /** Takes those of another kind of worker along. @throws IllegalArgumentException as above */
    public TaskHandlers and(TaskHandlers others) {
        others.byType.forEach((type, handler) -> {
            if (byType.putIfAbsent(type, handler) != null) {
                throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
            }
        });
        releases.addAll(others.releases);
        return this;
    }

    /** @return null when this worker does not handle such tasks */
    @SuppressWarnings("unchecked")
    <T extends Task> TaskHandler<T> of(T task) {
        return (TaskHandler<T>) byType.get(task.getClass());
    }
}

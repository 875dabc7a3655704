package io.irodsingest.common.worker;

import io.irodsingest.common.task.Task;
import java.util.HashMap;
import java.util.Map;

/** The handlers of a worker by type of task. Immutable once it is in use. */
public final class TaskHandlers {
    private final Map<Class<? extends Task>, TaskHandler<?>> byType = new HashMap<>();

    /** @throws IllegalArgumentException for a second handler of one type */
    public <T extends Task> TaskHandlers with(Class<T> type, TaskHandler<T> handler) {
        if (byType.putIfAbsent(type, handler) != null) {
            throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
        }
        return this;
    }

    /** Takes those of another kind of worker along. @throws IllegalArgumentException as above */
    public TaskHandlers and(TaskHandlers others) {
        others.byType.forEach((type, handler) -> {
            if (byType.putIfAbsent(type, handler) != null) {
                throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
            }
        });
        return this;
    }

    /** @return null when this worker does not handle such tasks */
    @SuppressWarnings("unchecked")
    <T extends Task> TaskHandler<T> of(T task) {
        return (TaskHandler<T>) byType.get(task.getClass());
    }
}

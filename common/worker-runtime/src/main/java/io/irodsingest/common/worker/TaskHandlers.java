package io.irodsingest.common.worker;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The handlers of a worker by type of task, which registers the types too. Immutable once it is in use. */
public final class TaskHandlers {
    private final Map<Class<? extends Task>, TaskHandler<?>> byType = new HashMap<>();
    private final Set<Class<? extends Task>> known = new HashSet<>();
    private final Set<String> scans = new HashSet<>();
    private final List<Consumer<JobSpec>> releases = new ArrayList<>();

    /** Null until it was asked for; then no handler is added any more. */
    private volatile TaskTypes types;

    /** @throws IllegalArgumentException for a second handler of one type */
    public <T extends Task> TaskHandlers with(Class<T> type, TaskHandler<T> handler) {
        if (byType.putIfAbsent(type, handler) != null) {
            throw new IllegalArgumentException("two handlers for " + type.getSimpleName());
        }
        return this;
    }

    /**
     * Types that this worker understands and may have no handler for: a task of one fails its job with a word about queues, and one
     * of a type that is not known at all becomes a dead letter.
     */
    public TaskHandlers knowing(Collection<Class<? extends Task>> types) {
        known.addAll(types);
        return this;
    }

    /** Types of tasks that find work for others: how long they wait is measured apart. */
    public TaskHandlers scanning(List<Class<? extends Task>> types) {
        types.forEach(type -> scans.add(type.getSimpleName()));
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
        known.addAll(others.known);
        scans.addAll(others.scans);
        releases.addAll(others.releases);
        return this;
    }

    /** What its messages may be about. */
    TaskTypes types() {
        if (types == null) {
            types = new TaskTypes(Stream.concat(byType.keySet().stream(), known.stream()).toList());
        }
        return types;
    }

    /** Names of the types that find work for others. */
    Set<String> scans() {
        return Set.copyOf(scans);
    }

    /** @return null when this worker does not handle such tasks */
    @SuppressWarnings("unchecked")
    <T extends Task> TaskHandler<T> of(T task) {
        return (TaskHandler<T>) byType.get(task.getClass());
    }
}

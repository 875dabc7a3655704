package io.irodsingest.common.worker;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.KindOfWork.Measure;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The handlers of a worker by type of task, which registers the types too. Immutable once it is in use. */
public final class TaskHandlers {
    private final Map<Class<? extends Task>, TaskHandler<?>> byType = new HashMap<>();
    /** By the types of their tasks. */
    private final Map<Class<? extends Task>, KindOfWork> kinds = new HashMap<>();
    private final List<Consumer<JobSpec>> releases = new ArrayList<>();
    private final List<HandlerResources> resources = new ArrayList<>();

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
     * A kind of work whose tasks this worker understands, and may have no handler for: a task of such a type fails its job with a word
     * about queues, and one of a type that is not known at all is left to other workers.
     */
    public TaskHandlers of(KindOfWork kind) {
        kind.types().forEach(type -> kinds.put(type, kind));
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

    /** Has the worker tell of what handlers share, and close it at its end. */
    public TaskHandlers using(HandlerResources shared) {
        resources.add(shared);
        return this;
    }

    /** What handlers share. */
    List<HandlerResources> resources() {
        return resources;
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
        kinds.putAll(others.kinds);
        releases.addAll(others.releases);
        resources.addAll(others.resources);
        return this;
    }

    /** What its messages may be about. */
    TaskTypes types() {
        if (types == null) {
            types = new TaskTypes(Stream.concat(byType.keySet().stream(), kinds.keySet().stream()).toList());
        }
        return types;
    }

    /** Names of the types that find work for other lanes. */
    Set<String> scans() {
        return kinds.values().stream().distinct()
                .flatMap(kind -> kind.feeds().keySet().stream().map(kind.tasks()::get)).flatMap(List::stream)
                .map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());
    }

    /** The lane that a task finds work for; empty when it finds none. */
    Optional<Lane> feeds(Task task) {
        return kindOf(task).map(kind -> kind.feeds().get(task.lane()));
    }

    /** What a count of a task is in metrics. */
    Measure measure(Task task, Count count) {
        return kindOf(task).map(kind -> kind.measure(count)).orElse(Measure.OUTCOME);
    }

    private Optional<KindOfWork> kindOf(Task task) {
        return Optional.ofNullable(kinds.get(task.getClass()));
    }

    /** @return null when this worker does not handle such tasks */
    @SuppressWarnings("unchecked")
    <T extends Task> TaskHandler<T> of(T task) {
        return (TaskHandler<T>) byType.get(task.getClass());
    }
}

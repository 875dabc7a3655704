package io.irodsingest.common.task;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Lane;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a kind of work tells those who carry, keep, count and show its tasks without understanding them. Each is found as a service,
 * so that the module of another kind need only be on the class path. Implementations are immutable.
 */
public interface KindOfWork {
    /** As {@link io.irodsingest.common.job.Work#kind} of its jobs says. */
    String name();

    /** The lanes, in the order in which work goes through them, each with its types of tasks. */
    Map<Lane, List<Class<? extends Task>>> tasks();

    /** What its jobs count, in the order in which it is shown. */
    List<Count> counts();

    /**
     * Lanes whose tasks find work for another lane, each with that one: they are not begun while very much waits in its queue, and how
     * long they wait is measured apart.
     */
    default Map<Lane, Lane> feeds() {
        return Map.of();
    }

    /** How a count of it shows in the metrics of workers. */
    default Measure measure(Count count) {
        return Measure.OUTCOME;
    }

    /** What a count is in metrics. */
    enum Measure {
        /** Entries of a sort that were found. */
        FOUND,
        /** The sizes of what was found. */
        BYTES_FOUND,
        /** Entries of which this became. */
        OUTCOME
    }

    /** Its types of tasks. */
    default List<Class<? extends Task>> types() {
        return tasks().values().stream().flatMap(List::stream).toList();
    }

    /** All kinds that this process knows of. */
    static List<KindOfWork> all() {
        return Known.ALL;
    }

    /** What jobs of any of these kinds count, each once. */
    static List<Count> allCounts() {
        return all().stream().flatMap(kind -> kind.counts().stream()).distinct().toList();
    }

    /** What jobs of a kind count, in the order in which it is shown; empty when this process does not know the kind. */
    static List<Count> countsOf(String kind) {
        return all().stream().filter(known -> known.name().equals(kind)).findFirst().map(KindOfWork::counts)
                .orElse(List.of());
    }

    /** The lane of a type of task, by its name; empty when no kind that this process knows of has such a type. */
    static Optional<Lane> laneOf(String type) {
        return all().stream().flatMap(kind -> kind.tasks().entrySet().stream())
                .filter(entry -> entry.getValue().stream().anyMatch(one -> one.getSimpleName().equals(type)))
                .map(Map.Entry::getKey).findFirst();
    }

    /** Keeps what was found, because looking for it reads files. */
    final class Known {
        private static final List<KindOfWork> ALL = ServiceLoader.load(KindOfWork.class).stream()
                .map(ServiceLoader.Provider::get).toList();

        private Known() {}
    }
}

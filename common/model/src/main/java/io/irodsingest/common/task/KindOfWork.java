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
    /** The lanes, in the order in which work goes through them, each with its types of tasks. */
    Map<Lane, List<Class<? extends Task>>> tasks();

    /** What its jobs count, in the order in which it is shown. */
    List<Count> counts();

    /** Its types of tasks. */
    default List<Class<? extends Task>> types() {
        return tasks().values().stream().flatMap(List::stream).toList();
    }

    /** All kinds that this process knows of. */
    static List<KindOfWork> all() {
        return Known.ALL;
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

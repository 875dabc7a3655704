package io.irodsingest.common.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.irodsingest.common.job.Lane;
import java.util.List;
import java.util.Optional;

/**
 * One unit of work in a queue: a record, whose components are its form on the wire. Each kind of work has types of its own, which
 * its module registers together with their handlers. Secrets are never in a task.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public interface Task {

    /** The lane it goes to; the same for all tasks of a type. */
    Lane lane();

    /** Whether a pass begins with it. */
    @JsonIgnore
    default boolean isFirst() {
        return false;
    }

    /** The name of the type, as on the wire and in metrics. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** What it is about, for people who look at a worker: the first path that it concerns, in printable form. */
    default Optional<String> subject() {
        return Optional.empty();
    }

    /**
     * Tasks that together do the same and are each of the size of a message, as far as it can be divided; as a rule, itself.
     *
     * @param most characters of names in one
     */
    default List<Task> fitting(int most) {
        return List.of(this);
    }
}

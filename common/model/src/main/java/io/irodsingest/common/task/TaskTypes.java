package io.irodsingest.common.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of tasks that a process understands, by their names. Immutable. */
public final class TaskTypes {
    private final Map<String, Class<? extends Task>> byName;

    /**
     * @throws IllegalArgumentException for a type that is not a record, or has a component of a name that is taken
     * @throws IllegalStateException when two have one name
     */
    public TaskTypes(Collection<Class<? extends Task>> types) {
        types.forEach(TaskTypes::check);
        byName = types.stream().distinct().collect(Collectors.toUnmodifiableMap(Class::getSimpleName,
                Function.identity()));
    }

    private static void check(Class<? extends Task> type) {
        if (!type.isRecord() || Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName)
                .anyMatch(Set.of(TaskCodec.TYPE, TaskCodec.LANE)::contains)) {
            throw new IllegalArgumentException(type.getName() + " must be a record without a component named "
                    + TaskCodec.TYPE + " or " + TaskCodec.LANE + ", which every task has on the wire");
        }
    }

    /** Whether tasks of its type are understood here. */
    public boolean know(Task task) {
        return !(task instanceof EncodedTask encoded) || byName.containsKey(encoded.type());
    }

    /** The names of the types, in order. */
    public List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** @throws UnreadableTaskException when its type is not one of these, or its text is not of its type */
    public Task decode(Task task) throws UnreadableTaskException {
        if (!(task instanceof EncodedTask encoded)) {
            return task;
        }
        Class<? extends Task> type = byName.get(encoded.type());
        if (type == null) {
            throw new UnreadableTaskException("tasks of type " + encoded.type() + " are not known here");
        }
        try {
            return TaskCodec.JSON.readValue(encoded.json(), type);
        } catch (JsonProcessingException notOfTheType) {
            throw new UnreadableTaskException(TaskCodec.firstLine(notOfTheType));
        }
    }

    /** As {@link #decode(Task)}. */
    public TaskMessage decode(TaskMessage message) throws UnreadableTaskException {
        return new TaskMessage(message.jobId(), message.number(), message.nonce(), decode(message.task()),
                message.mayBeBegun());
    }
}
